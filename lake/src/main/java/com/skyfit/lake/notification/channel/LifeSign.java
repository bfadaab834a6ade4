package com.skyfit.lake.notification.channel;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * An address that is called to show that runs work: somebody else notices if nobody calls.
 *
 * @param address a secret
 * @param setting that holds it, for messages
 */
public record LifeSign(URI address, String setting, Trust trust) {

    /** Calls it once, with a line that says how the run ended. */
    public Receipt give(String line, Duration limit) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("User-Agent", "skyfit-data-lake")
                .POST(HttpRequest.BodyPublishers.ofString(line))
                .build();
        return Webhook.exchange(trust, request, limit, String.valueOf(address.getHost()), setting);
    }

    /** Names it without its address. */
    @Override
    public String toString() {
        return setting;
    }
}
