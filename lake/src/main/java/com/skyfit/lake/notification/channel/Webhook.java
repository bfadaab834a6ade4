package com.skyfit.lake.notification.channel;

import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A webhook: an address to which a message is posted.
 *
 * @param form of what it expects
 * @param address a secret, because it is all that is needed to post
 * @param setting that holds the address, for messages
 */
public record Webhook(String name, Severity least, WebhookForm form, URI address, String setting, Trust trust)
        implements Channel {

    @Override
    public String place() {
        return String.valueOf(address.getHost());
    }

    @Override
    public Receipt send(Message message, Duration limit) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("User-Agent", "skyfit-data-lake")
                .POST(HttpRequest.BodyPublishers.ofString(form.body(message)))
                .build();
        return exchange(trust, request, limit, place(), setting);
    }

    /** Sends one request and waits for the end of its answer, but no longer than that. */
    static Receipt exchange(Trust trust, HttpRequest request, Duration limit, String place, String setting)
            throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> reply = null;
        try {
            reply = trust.client(limit).sendAsync(request, HttpResponse.BodyHandlers.discarding());
            return receipt(reply.get(limit.toMillis(), TimeUnit.MILLISECONDS), place, setting);
        } catch (TimeoutException e) {
            return new Receipt.Failed(place + " did not answer within " + seconds(limit), null);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof java.net.http.HttpTimeoutException
                    ? new Receipt.Failed(place + " did not answer within " + seconds(limit), null)
                    : new Receipt.Failed("no reply from " + place + ": " + Trust.explained(cause), null);
        } catch (IOException e) {
            return new Receipt.Failed(FailureText.of(e), null);
        } finally {
            if (reply != null) {
                reply.cancel(true);
            }
        }
    }

    private static Receipt receipt(HttpResponse<Void> reply, String place, String setting) {
        int status = reply.statusCode();
        if (status >= 200 && status < 300) {
            return new Receipt.Taken(place + " answered " + status
                    + (status == 202 ? ", which does not say that the message was posted" : ""));
        }
        String said = place + " answered " + status;
        String cure = switch (status) {
            case 401, 403, 404, 410 -> "; the address is wrong or no longer valid: set a new one in " + setting;
            case 400, 413, 422 -> "; it does not expect this form of message: check what " + setting + " is for";
            default -> "";
        };
        return new Receipt.Failed(said + cure, wait(reply).orElse(null));
    }

    /** In seconds; a date is left to our own waits, which are of the same size. */
    private static Optional<Duration> wait(HttpResponse<?> reply) {
        return reply.headers()
                .firstValue("retry-after")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static String seconds(Duration limit) {
        return Math.max(1, limit.toSeconds()) + " s";
    }

    /** Names the webhook without its address. */
    @Override
    public String toString() {
        return name + " at " + place();
    }
}
