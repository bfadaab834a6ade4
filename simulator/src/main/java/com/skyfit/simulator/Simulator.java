package com.skyfit.simulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pipedrive companies and a Zendesk account on a port of this machine. They remember what happens to them until {@link #close()}. Safe for
 * use by several threads.
 */
public final class Simulator implements AutoCloseable {

    private static final String PIPEDRIVE_PATH = "/pipedrive";
    private static final String ZENDESK_PATH = "/zendesk";

    private final SimulatorOptions options;
    private final World world;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "simulator");
        thread.setDaemon(true);
        return thread;
    });
    private final PipedriveApi pipedrive;
    private final ZendeskApi zendesk;
    private final TokenGrants grants;
    private volatile FaultPlan faults = new FaultPlan(0, 0, List.of(), null);
    private volatile Runnable watcher = () -> {};

    private Simulator(SimulatorOptions options) throws IOException {
        this.options = options;
        this.world = new World(options);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()), 0);
        this.pipedrive = new PipedriveApi(world, options, System::nanoTime);
        this.zendesk = new ZendeskApi(world, options, zendeskUrl(), System::nanoTime);
        List<String> accounts = new ArrayList<>(options.pipedriveScopes());
        accounts.add(World.SUPPORT);
        this.grants = new TokenGrants(world, options.seed(), accounts);
        server.createContext(PIPEDRIVE_PATH + "/oauth/token", this::grant);
        server.createContext(ZENDESK_PATH + "/oauth/tokens", this::grant);
        server.createContext(PIPEDRIVE_PATH, exchange -> answer(exchange, PIPEDRIVE_PATH));
        server.createContext(ZENDESK_PATH, exchange -> answer(exchange, ZENDESK_PATH));
        server.createContext("/control", this::control);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Makes the world and opens its port.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public static Simulator start(SimulatorOptions options) {
        try {
            return new Simulator(options);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot open port " + options.port() + " for the simulator: " + e.getMessage()
                            + "; choose another one, or 0 for any that is free",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The address in place of {@code https://{company}.pipedrive.com}; the token tells the companies apart. */
    public String pipedriveUrl() {
        return url(PIPEDRIVE_PATH);
    }

    /** The address in place of {@code https://{subdomain}.zendesk.com}. */
    public String zendeskUrl() {
        return url(ZENDESK_PATH);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The token of a company. */
    public String pipedriveToken(String scope) {
        return PipedriveApi.token(options.seed(), scope);
    }

    /** The user whose token Zendesk asks for. */
    public String zendeskEmail() {
        return ZendeskApi.EMAIL;
    }

    /** The API token of that user. */
    public String zendeskToken() {
        return ZendeskApi.token(options.seed());
    }

    /** What a lake must be told to read all accounts with API tokens: the names of its settings, and their values. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("PIPEDRIVE_SCOPES", String.join(",", options.pipedriveScopes()));
        settings.put("PIPEDRIVE_BASE_URL", pipedriveUrl());
        for (String scope : options.pipedriveScopes()) {
            settings.put("PIPEDRIVE_TOKEN_" + scope.toUpperCase(Locale.ROOT), pipedriveToken(scope));
        }
        settings.put("ZENDESK_BASE_URL", zendeskUrl());
        settings.put("ZENDESK_EMAIL", zendeskEmail());
        settings.put("ZENDESK_API_TOKEN", zendeskToken());
        return settings;
    }

    /** The secret of an account's OAuth client, whose id is the account's scope. */
    public String clientSecret(String scope) {
        return grants.clientSecret(scope);
    }

    /** An access token of an account, granted now. */
    public String accessToken(String scope) {
        synchronized (world) {
            return grants.accessToken(scope);
        }
    }

    /** The refresh token of an account that is taken next; once, then another takes its place. */
    public String refreshToken(String scope) {
        synchronized (world) {
            return grants.refreshToken(scope);
        }
    }

    /** Every access token and refresh token given out so far. */
    public List<String> issuedTokens() {
        synchronized (world) {
            return grants.issued();
        }
    }

    /** How often a refresh token came that had been used before. */
    public int usedTokensRefused() {
        synchronized (world) {
            return grants.refusedAgain();
        }
    }

    /** The next access token of each account ends after so many requests, whatever time it was given. */
    public void endNextAccessTokensAfter(int requests) {
        synchronized (world) {
            grants.endNextAfter(requests);
        }
    }

    /** The simulated time. */
    public Instant now() {
        synchronized (world) {
            return world.now();
        }
    }

    /** Lets time pass without anything happening. */
    public void advance(Duration time) {
        synchronized (world) {
            world.advance(time);
        }
    }

    /**
     * Lets things happen, each to a record of its own; then five minutes pass, so that every API shows them.
     *
     * @return all that happened
     */
    public List<Changed> change(ChangeRequest request) {
        synchronized (world) {
            return world.change(request);
        }
    }

    /** From now on, replies go wrong as planned. */
    public void inject(FaultPlan plan) {
        faults = plan;
    }

    /**
     * From now on, does this whenever a request for records has come, before anything else, and again when its answer is on its way. Done on
     * the threads that answer, several at a time.
     */
    public void watch(Runnable doing) {
        watcher = doing;
    }

    /** How often it answered 429 because it was asked more than its limits allow. */
    public long refusals() {
        synchronized (world) {
            return pipedrive.refusals() + zendesk.refusals();
        }
    }

    /**
     * Every record as it really is, account by account, entity by entity, in the order of ids; changes of deals come last, those of deleted
     * ones only where a reply showed them while the deal lived.
     */
    public List<TrueRecord> truth() {
        synchronized (world) {
            return world.truth();
        }
    }

    private void grant(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reply reply;
        synchronized (world) {
            if (!exchange.getRequestMethod().equals("POST")) {
                reply = Reply.json(405, "{\"error\":\"invalid_request\"}");
            } else if (exchange.getRequestURI().getPath().startsWith(PIPEDRIVE_PATH)) {
                reply = grants.pipedrive(exchange.getRequestHeaders().getFirst("Authorization"), body);
            } else {
                reply = grants.zendesk(body);
            }
        }
        send(exchange, reply);
    }

    /** The API token of the account that a bearer token opens, in place of which it stands; else the one that was sent. */
    private @Nullable String pipedriveToken(Headers headers) {
        String account = grants.opened(headers);
        return account == null || account.equals(World.SUPPORT)
                ? headers.getFirst("x-api-token")
                : pipedriveToken(account);
    }

    private @Nullable String zendeskAuthorization(Headers headers) {
        return World.SUPPORT.equals(grants.opened(headers))
                ? TokenGrants.basic(zendeskEmail() + "/token", zendeskToken())
                : headers.getFirst("Authorization");
    }

    private void answer(HttpExchange exchange, String prefix) throws IOException {
        Runnable doing = watcher;
        doing.run();
        String path = exchange.getRequestURI().getPath().substring(prefix.length());
        FaultPlan plan = faults;
        Query query = FaultPlan.restored(query(exchange));
        Delivery delivery;
        synchronized (world) {
            Reply reply;
            if (!exchange.getRequestMethod().equals("GET")) {
                reply = Reply.json(405, "{\"success\":false,\"error\":\"Method not allowed\"}");
            } else if (prefix.equals(PIPEDRIVE_PATH)) {
                reply = pipedrive.get(path, query, pipedriveToken(exchange.getRequestHeaders()));
            } else if (grants.mayNotRead(exchange.getRequestHeaders())) {
                reply = ZendeskApi.missingScope();
            } else {
                reply = zendesk.get(path, query, zendeskAuthorization(exchange.getRequestHeaders()));
            }
            delivery = plan.apply(path, query, reply);
        }
        send(exchange, delivery);
        doing.run();
    }

    /** For people who try things out: POST /control/change?updated=3&created=1&deleted=1, POST /control/advance?seconds=3600. */
    private void control(HttpExchange exchange) throws IOException {
        Query query = query(exchange);
        String path = exchange.getRequestURI().getPath();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        try {
            switch (exchange.getRequestMethod() + " " + path) {
                case "POST /control/change" -> {
                    List<Changed> changed = change(new ChangeRequest(
                            number(query, "created"),
                            number(query, "updated"),
                            number(query, "deleted"),
                            number(query, "archived"),
                            number(query, "restored"),
                            Set.of()));
                    changed.forEach(change -> body.withArray("changed")
                            .addObject()
                            .put("source", change.source())
                            .put("scope", change.scope())
                            .put("entity", change.entity())
                            .put("kind", change.kind())
                            .put("id", change.id()));
                }
                case "POST /control/advance" -> advance(Duration.ofSeconds(number(query, "seconds")));
                default -> {
                    send(
                            exchange,
                            Reply.json(404, "{\"error\":\"expected POST /control/change or /control/advance\"}"));
                    return;
                }
            }
        } catch (NumberFormatException e) {
            send(exchange, Reply.json(400, "{\"error\":\"expected whole numbers\"}"));
            return;
        }
        send(exchange, Reply.json(200, body.put("now", now().toString())));
    }

    private static int number(Query query, String name) {
        return Integer.parseInt(query.get(name, "0"));
    }

    private static Query query(HttpExchange exchange) {
        String raw = exchange.getRequestURI().getRawQuery();
        return Query.parse(raw == null ? "" : raw);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        send(exchange, Delivery.whole(reply));
    }

    private static void send(HttpExchange exchange, Delivery delivery) throws IOException {
        if (delivery.line() == Delivery.Line.HANG_UP) {
            exchange.close();
            return;
        }
        Reply reply = delivery.reply();
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean cutGzip = delivery.line() == Delivery.Line.CUT_GZIP;
        if (cutGzip || (accepted != null && accepted.contains("gzip") && bytes.length > 1_000)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            bytes = gzip(bytes);
        }
        int promised = cutGzip ? bytes.length / 2 : bytes.length;
        int sent = delivery.line() == Delivery.Line.WHOLE ? bytes.length : bytes.length / 2;
        exchange.sendResponseHeaders(reply.status(), promised == 0 ? -1 : promised);
        if (sent > 0) {
            exchange.getResponseBody().write(bytes, 0, sent);
            exchange.getResponseBody().flush();
        }
        if (delivery.line() != Delivery.Line.STALL) {
            exchange.close();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
