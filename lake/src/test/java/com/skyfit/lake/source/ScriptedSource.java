package com.skyfit.lake.source;

import com.skyfit.lake.catalog.Auth;
import com.skyfit.lake.catalog.Deletions;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Limits;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.expectation.Expectations;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A server on this machine that gives scripted replies, one after another, and remembers the requests. */
public final class ScriptedSource implements AutoCloseable {

    /** Tries soon, and a few times only. */
    public static final Patience IMPATIENT =
            new Patience(4, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ofMinutes(10));

    /** Headers of limits. */
    public static final Limits LIMITS = new Limits(
            new Limits.Headers(
                    List.of("x-ratelimit-remaining", "ratelimit-remaining"),
                    List.of("x-ratelimit-limit", "ratelimit-limit"),
                    List.of("x-ratelimit-reset", "ratelimit-reset")),
            new Limits.Headers(
                    List.of("x-daily-ratelimit-token-remaining"), List.of("x-daily-ratelimit-token-limit"), List.of()),
            new Limits.Shared("zendesk-ratelimit-{budget}", "remaining", "total", "resets"));

    private static final List<Source.Refusal> REFUSALS = List.of(
            new Source.Refusal(400, "StartTimeTooRecent", false, Source.Refusal.Meaning.TOO_RECENT),
            new Source.Refusal(422, "Too recent start_time", false, Source.Refusal.Meaning.TOO_RECENT),
            new Source.Refusal(403, "", true, Source.Refusal.Meaning.BLOCKED));

    private final HttpServer server;
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private volatile boolean scriptsAccounts;

    private record Reply(int status, Map<String, String> headers, String body, int missing, boolean stalls) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    public ScriptedSource() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on, replies to the question whose token it is are in the script as well. */
    public ScriptedSource scriptAccounts() {
        scriptsAccounts = true;
        return this;
    }

    /** The next reply: 200 with this body. */
    public ScriptedSource then(String body) {
        return then(200, Map.of(), body);
    }

    /** The next reply. */
    public ScriptedSource then(int status, Map<String, String> headers, String body) {
        synchronized (replies) {
            replies.add(new Reply(status, headers, body, 0, false));
        }
        return this;
    }

    /** The next reply: promises more bytes than it has, then hangs up. */
    public ScriptedSource thenCutOff(String body) {
        return unfinished(body, false);
    }

    /** The next reply: promises more bytes than it has, and keeps the line open. */
    public ScriptedSource thenStall(String body) {
        return unfinished(body, true);
    }

    private ScriptedSource unfinished(String body, boolean stalls) {
        synchronized (replies) {
            replies.add(new Reply(200, Map.of(), body, 100, stalls));
        }
        return this;
    }

    /** Drops the replies that nobody has asked for. */
    public void forget() {
        synchronized (replies) {
            replies.clear();
        }
    }

    /** Path and query of the requests so far. */
    public List<String> asked() {
        synchronized (replies) {
            return List.copyOf(asked);
        }
    }

    /** Its address, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** An account of it, with one secret header. */
    public Account account(Entity... entities) {
        return accountAt(url(), entities);
    }

    /** The same account at another address. Its source reports limits and refuses as Pipedrive and Zendesk do. */
    public static Account accountAt(String url, Entity... entities) {
        return account(url, LIMITS, REFUSALS, entities);
    }

    /** An account of a source that reports no limits, and whose errors mean what their status says. */
    public Account plainAccount(Entity... entities) {
        return account(url(), Limits.UNTOLD, List.of(), entities);
    }

    private static Account account(String url, Limits limits, List<Source.Refusal> refusals, Entity... entities) {
        Source source = new Source(
                "shop",
                "a test source",
                "SHOP_SCOPES",
                List.of("north"),
                "",
                "SHOP_URL",
                List.of(new Auth.Header("x-key", "", "SHOP_KEY", null)),
                null,
                "success",
                limits,
                refusals,
                Expectations.USUAL,
                List.of(entities));
        return new Account(source, "north", URI.create(url), source.auth().get(0), new FixedKey(), "SHOP_KEY");
    }

    /** An entity with one listing at {@code /orders}. */
    public static Entity orders(Paging paging, Incremental incremental) {
        Listing listing = new Listing("live", "/orders", "data", Map.of(), paging, incremental, 10, "exports");
        return new Entity(
                "orders",
                "",
                "v2",
                "id",
                List.of(),
                List.of(),
                false,
                Deletions.UNSAID,
                false,
                Entity.USUAL_MOST_QUARANTINED,
                Entity.USUAL_MOST_REQUESTS,
                false,
                List.of(listing),
                List.of());
    }

    /** The way Pipedrive pages. */
    public static Paging cursorPaging() {
        return new Paging.Cursor("limit", 500, "cursor", "additional_data.next_cursor", "", "");
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!scriptsAccounts && exchange.getRequestURI().getPath().endsWith("/users/me")) {
            // Whose token it is, is asked before anything else: it is nobody's.
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        Reply reply;
        synchronized (replies) {
            asked.add(exchange.getRequestURI().toString());
            reply = replies.isEmpty() ? new Reply(500, Map.of(), "", 0, false) : replies.remove();
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] bytes = reply.bytes();
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length + reply.missing());
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
        if (reply.stalls()) {
            return;
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A header that stays as it is. */
    private record FixedKey() implements Credentials {
        @Override
        public Map<String, String> headers() {
            return Map.of("x-key", "canary-secret");
        }

        @Override
        public boolean replace(Map<String, String> refused) {
            return false;
        }
    }
}
