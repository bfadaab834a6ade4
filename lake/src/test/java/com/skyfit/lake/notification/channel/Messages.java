package com.skyfit.lake.notification.channel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages as tests send them. */
final class Messages {

    static final Message REFUSED = new Message(
            UUID.fromString("0b5e7b7e-9a10-4b8a-8a5e-0d9f6f0b7c11"),
            Message.Event.BEGAN,
            Severity.ERROR,
            "failed-stages",
            "pipedrive.expansao",
            "pipedrive.expansao: returned 401; 12 wait",
            "returned 401 <é> & \"no\"",
            "set a new one in PIPEDRIVE_TOKEN_EXPANSAO",
            IntStream.range(0, 3)
                    .mapToObj(i -> "extract pipedrive.expansao.e" + i)
                    .toList(),
            12,
            Instant.parse("2026-11-27T06:00:00Z"),
            null,
            Instant.parse("2026-11-27T06:01:00Z"),
            List.of(new Message.Fact("size of bronze", "25.0 MB")));

    private Messages() {}
}
