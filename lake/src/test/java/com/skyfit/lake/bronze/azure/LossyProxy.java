package com.skyfit.lake.bronze.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands between a lake and its storage and does the wrong thing with some requests, a given number of times. */
public final class LossyProxy implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "http2-settings", "upgrade", "transfer-encoding", "expect");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final URI target;
    private final List<String> requests = new ArrayList<>();

    private volatile Predicate<String> chosen = request -> false;
    private volatile Fault fault = Fault.ANSWER_LOST;
    private final AtomicInteger left = new AtomicInteger();
    private volatile Runnable watcher = () -> {};

    enum Fault {
        /** The storage does what it is asked; its answer never arrives. */
        ANSWER_LOST,
        /** The request never reaches the storage. */
        REQUEST_LOST,
        /** A byte of the body is another when it arrives. */
        BODY_ALTERED,
        /** The storage is too busy. */
        BUSY
    }

    /** Listens on a free port for those who ask the storage at that address. */
    public LossyProxy(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where the storage is asked through it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + target.getPath());
    }

    /** This many of the next matching requests meet the fault; a request is its method, a space and its path with query. */
    void next(int times, Fault kind, Predicate<String> which) {
        fault = kind;
        chosen = which;
        left.set(times);
    }

    /** From now on, does this whenever a request arrives, and again when the storage has handled it, before its reply is passed on. */
    public void watch(Runnable doing) {
        watcher = doing;
    }

    /** How many of the faults have not happened. */
    int pending() {
        return left.get();
    }

    /** The requests so far. */
    List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        synchronized (requests) {
            requests.add(request);
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        watcher.run();
        boolean faulty = chosen.test(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        if (faulty && fault == Fault.BUSY) {
            exchange.sendResponseHeaders(503, -1);
        } else if (!faulty || fault != Fault.REQUEST_LOST) {
            if (faulty && fault == Fault.BODY_ALTERED) {
                body[body.length / 2] ^= 1;
            }
            HttpResponse<byte[]> reply = forward(exchange, body);
            watcher.run();
            if (!faulty || fault == Fault.BODY_ALTERED) {
                answer(exchange, reply);
            }
        }
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(target.resolve("/").toString().replaceAll("/$", "") + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> reply) throws IOException {
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        reply.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":") && (bodiless || !OF_THE_CONNECTION.contains(name))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.statusCode(), bodiless || body.length == 0 ? -1 : body.length);
        if (!bodiless && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
