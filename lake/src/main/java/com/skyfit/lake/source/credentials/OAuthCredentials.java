package com.skyfit.lake.source.credentials;

import com.skyfit.lake.source.Credentials;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access tokens of OAuth 2: asked for when the first is needed, and again before one ends or when the source no longer takes it. */
public final class OAuthCredentials implements Credentials {

    private static final Logger LOG = LoggerFactory.getLogger(OAuthCredentials.class);

    /** How long before it expires a token is replaced, so that no request in flight has an expired one. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final String account;
    private final Callable<TokenEndpoint.Tokens> grant;
    private final InstantSource clock;
    private @Nullable Access access;

    private record Access(Map<String, String> headers, Instant replaceAt) {}

    private OAuthCredentials(String account, Callable<TokenEndpoint.Tokens> grant, InstantSource clock) {
        this.account = account;
        this.grant = grant;
        this.clock = clock;
    }

    /**
     * Of a client that acts in its own name.
     *
     * @param account names the account in messages
     * @param tokenScope the rights asked for
     */
    public static OAuthCredentials ofClient(
            String account, TokenEndpoint endpoint, String tokenScope, InstantSource clock) {
        return new OAuthCredentials(
                account, () -> endpoint.ask(Map.of("grant_type", "client_credentials", "scope", tokenScope)), clock);
    }

    /**
     * Of a refresh token. If a reply contains a new one, it is stored before the access token beside it is used.
     *
     * @param account names the account in messages
     * @param first the refresh token that somebody has set
     * @param store of its successors
     */
    public static OAuthCredentials ofRefreshToken(
            String account, TokenEndpoint endpoint, String first, TokenStore store, InstantSource clock) {
        return new OAuthCredentials(
                account,
                () -> store.exchange(
                        first, token -> endpoint.ask(Map.of("grant_type", "refresh_token", "refresh_token", token))),
                clock);
    }

    @Override
    public synchronized Map<String, String> headers() throws SourceException {
        Access current = access;
        if (current == null || !clock.instant().isBefore(current.replaceAt())) {
            current = granted();
            access = current;
        }
        return current.headers();
    }

    @Override
    public synchronized boolean replace(Map<String, String> refused) throws SourceException {
        if (access != null && access.headers().equals(refused)) {
            access = granted();
        }
        return true;
    }

    private Access granted() throws SourceException {
        Instant asked = clock.instant();
        TokenEndpoint.Tokens tokens = uninterrupted();
        Duration life = tokens.life();
        LOG.info("event=token_granted account={} seconds={}", account, life == null ? "" : life.toSeconds());
        return new Access(
                Map.of("Authorization", "Bearer " + tokens.access()), life == null ? Instant.MAX : end(asked, life));
    }

    /** A token that lives shorter than twice the margin is replaced at half its life. */
    private static Instant end(Instant asked, Duration life) {
        Duration half = life.dividedBy(2);
        return asked.plus(life).minus(half.compareTo(MARGIN) < 0 ? half : MARGIN);
    }

    /**
     * Sends the request in a separate thread and always waits for it: an interrupt between the reply and the store would lose a refresh token,
     * and with it the account. The wait ends with the endpoint's time limit.
     */
    private TokenEndpoint.Tokens uninterrupted() throws SourceException {
        FutureTask<TokenEndpoint.Tokens> task = new FutureTask<>(grant);
        new Thread(task, "token of " + account).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SourceException failure(@Nullable Throwable cause) {
        if (cause instanceof SourceException refused) {
            return refused;
        }
        if (cause instanceof IOException io) {
            return new SourceException.Refused(401, account + ": cannot keep its refresh token: " + io);
        }
        throw new IllegalStateException("The request for a token of " + account + " ended unexpectedly", cause);
    }

    /** Names the account without its tokens. */
    @Override
    public String toString() {
        return "OAuthCredentials of " + account;
    }
}
