package com.skyfit.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers lists as Pipedrive does, from memory, as fast as it can, without limits and without gzip: a cursor is the number of a page. */
final class PageServer implements AutoCloseable {

    static final int RECORDS_OF_A_PAGE = 500;

    /** How many different pages are served in turn: more than any window of a compressor. */
    private static final int PAGES = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> pages = new ArrayList<>();
    private final Map<String, Integer> pagesByPath = new ConcurrentHashMap<>();

    PageServer() throws IOException {
        SampleRecords records = new SampleRecords();
        for (int page = 0; page < PAGES; page++) {
            pages.add(("{\"success\":true,\"data\":[" + String.join(",", records.next(RECORDS_OF_A_PAGE))
                            + "],\"additional_data\":{\"next_cursor\":")
                    .getBytes(StandardCharsets.UTF_8));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** From now on, these lists have this many pages; all others are empty. */
    void serve(Map<String, Integer> counts) {
        pagesByPath.clear();
        pagesByPath.putAll(counts);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    long bytesOfARecord() {
        return pages.stream().mapToLong(page -> page.length).sum() / PAGES / RECORDS_OF_A_PAGE;
    }

    private void answer(HttpExchange exchange) throws IOException {
        int pagesOfList = pagesByPath.getOrDefault(exchange.getRequestURI().getPath(), 0);
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int page = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=(\\d+).*", "$1")) : 0;
        byte[] begin = pagesOfList == 0
                ? "{\"success\":true,\"data\":[],\"additional_data\":{\"next_cursor\":".getBytes(StandardCharsets.UTF_8)
                : pages.get(page % PAGES);
        byte[] end =
                ((page + 1 < pagesOfList ? "\"" + (page + 1) + "\"" : "null") + "}}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, begin.length + end.length);
        exchange.getResponseBody().write(begin);
        exchange.getResponseBody().write(end);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
