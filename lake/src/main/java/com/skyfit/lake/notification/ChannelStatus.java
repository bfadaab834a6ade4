package com.skyfit.lake.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for a channel.
 *
 * @param unsent messages that it has not taken yet
 * @param since when the first of them was written
 * @param attempts that the first of them has had; none if it is only held back for quiet hours
 * @param failure why the last one failed; empty text if none did
 */
public record ChannelStatus(String channel, int unsent, Instant since, int attempts, String failure) {

    /** Of all channels for which something waits. */
    static List<ChannelStatus> of(List<Letter> letters) {
        Map<String, List<Letter>> byChannel = new LinkedHashMap<>();
        letters.stream()
                .filter(Letter::isUnsent)
                .forEach(letter -> byChannel
                        .computeIfAbsent(letter.channel(), none -> new ArrayList<>())
                        .add(letter));
        return byChannel.entrySet().stream()
                .map(entry -> {
                    Letter first = entry.getValue().get(0);
                    return new ChannelStatus(
                            entry.getKey(),
                            entry.getValue().size(),
                            first.createdAt(),
                            first.attempts(),
                            first.failure());
                })
                .toList();
    }

    /** Whether it is down, as far as anybody knows. */
    public boolean isDown() {
        return attempts > 0;
    }
}
