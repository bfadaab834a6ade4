package com.skyfit.simulator.http;

import com.skyfit.simulator.faults.Delivery;
import com.skyfit.simulator.faults.FaultPlan;
import com.skyfit.simulator.source.Query;
import com.skyfit.simulator.source.Reply;
import com.skyfit.simulator.source.Request;
import com.skyfit.simulator.source.SimulatedSource;
import com.skyfit.simulator.source.Simulation;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers requests to all sources on a port of this machine, some of them wrongly if that is planned. Safe for use by several threads. */
public final class SourceServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "simulator");
        thread.setDaemon(true);
        return thread;
    });
    private volatile FaultPlan faults = new FaultPlan(0, 0, List.of(), null);
    private volatile Runnable watcher = () -> {};

    /**
     * Takes a port, and answers nothing before {@link #serve}.
     *
     * @param port on the loopback address; 0 for any free one
     * @throws IOException if the port is taken
     */
    public SourceServer(int port) throws IOException {
        // Else each reply waits 40 ms for an acknowledgement; read once, when the first server is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The address of the port, without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers from now on: every source below its name, and the page of control. */
    public void serve(Simulation simulation) {
        for (SimulatedSource source : simulation.sources()) {
            String prefix = "/" + source.name();
            server.createContext(prefix, exchange -> answer(exchange, simulation, source, prefix.length()));
        }
        ControlPage control = new ControlPage(simulation);
        server.createContext("/control", exchange -> Wire.send(exchange, control.answer(request(exchange, 0))));
        server.setExecutor(threads);
        server.start();
    }

    /** From now on, replies go wrong as planned. */
    public void inject(FaultPlan plan) {
        faults = plan;
    }

    /** From now on, does this before and after each request for records, on the thread that answers. */
    public void watch(Runnable doing) {
        watcher = doing;
    }

    private void answer(HttpExchange exchange, Simulation simulation, SimulatedSource source, int prefix)
            throws IOException {
        Request request = request(exchange, prefix);
        Optional<Reply> grant = simulation.alone(() -> source.grant(request));
        if (grant.isPresent()) {
            Wire.send(exchange, grant.get());
            return;
        }
        Runnable doing = watcher;
        doing.run();
        FaultPlan plan = faults;
        Request meant = FaultPlan.restored(source, request);
        Delivery delivery = simulation.alone(() -> plan.apply(source, meant, answer(source, meant)));
        Wire.send(exchange, delivery);
        doing.run();
    }

    private static Reply answer(SimulatedSource source, Request request) {
        return request.method().equals("GET")
                ? source.answer(request)
                : Reply.json(405, "{\"success\":false,\"error\":\"Method not allowed\"}");
    }

    private static Request request(HttpExchange exchange, int prefix) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring(prefix),
                Query.parse(query == null ? "" : query),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
