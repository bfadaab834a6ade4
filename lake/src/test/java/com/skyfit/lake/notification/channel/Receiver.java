package com.skyfit.lake.notification.channel;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that receives messages at {@code /hook}: refuses what the schema does not allow, and answers 200 unless a test wants something else. */
public final class Receiver implements AutoCloseable {

    /** Part of the address, and nobody else's business. */
    public static final String SECRET = "Canary0fTheHook42";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<JsonNode> taken = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private volatile int usual = 200;

    private record Answer(int status, String retryAfter) {}

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What is wrong with a message for programs. */
    static List<String> problems(JsonNode message) {
        try (InputStream in = MessageJson.class.getResourceAsStream("notification.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return schema.validate(message).stream().map(Error::toString).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of the webhook. */
    public String hook() {
        return address("/hook/" + SECRET);
    }

    /** The address of anything else. */
    public String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** From now on, answers that. */
    public Receiver answering(int status) {
        usual = status;
        return this;
    }

    /** Answers that once more. */
    public Receiver then(int status, String retryAfter) {
        synchronized (answers) {
            answers.add(new Answer(status, retryAfter));
        }
        return this;
    }

    /** Does not answer once. */
    public Receiver thenNever() {
        return then(0, "");
    }

    /** The messages that were answered with success. */
    public List<JsonNode> taken() {
        synchronized (answers) {
            return List.copyOf(taken);
        }
    }

    /** The paths of all requests. */
    public List<String> asked() {
        synchronized (answers) {
            return List.copyOf(asked);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            Answer answer;
            synchronized (answers) {
                asked.add(path);
                answer = answers.isEmpty() ? new Answer(usual, "") : answers.remove();
            }
            if (answer.status() == 0) {
                closed.await();
                return;
            }
            int status = answer.status();
            if (path.startsWith("/hook") && status < 300) {
                JsonNode message = JSON.readTree(body);
                status = problems(message).isEmpty() ? status : 422;
                synchronized (answers) {
                    if (status < 300) {
                        taken.add(message);
                    }
                }
            } else if (status < 300 && body.startsWith("{")) {
                synchronized (answers) {
                    taken.add(JSON.readTree(body));
                }
            }
            if (!answer.retryAfter().isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
