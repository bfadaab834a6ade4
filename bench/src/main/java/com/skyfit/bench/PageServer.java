package com.skyfit.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers lists as Pipedrive does, from memory, as fast as it can, without limits and without gzip: a cursor is the number of a page. */
final class PageServer implements AutoCloseable {

    static final int RECORDS_OF_A_PAGE = 500;

    /** So many different pages, answered in turn: more than any window of a compressor. */
    private static final int PAGES = 16;

    private static final String[] WORDS = {
        "Plano",
        "anual",
        "mensal",
        "Unidade",
        "Centro",
        "Aldeota",
        "retorno",
        "combinado",
        "com",
        "a",
        "recepção",
        "contrato",
        "aluno",
        "visita",
        "agendada",
        "sem",
        "interesse",
        "no",
        "momento",
        "indicação",
        "de",
        "amigo",
        "campanha",
        "avaliação",
        "física"
    };

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> pages = new ArrayList<>();
    private final Map<String, Integer> pagesByPath = new ConcurrentHashMap<>();

    PageServer() throws IOException {
        Random random = new Random(1);
        for (int page = 0; page < PAGES; page++) {
            StringBuilder records = new StringBuilder("{\"success\":true,\"data\":[");
            for (int i = 0; i < RECORDS_OF_A_PAGE; i++) {
                records.append(i == 0 ? "" : ",").append(record(page * RECORDS_OF_A_PAGE + i, random));
            }
            pages.add(records.append("],\"additional_data\":{\"next_cursor\":")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** About 2.6 KB, half of it custom fields under keys of forty hexadecimal digits, as SkyFit's are. */
    private static String record(int id, Random random) {
        StringBuilder record = new StringBuilder(String.format(
                Locale.ROOT,
                "{\"id\":%d,\"name\":\"%s\",\"owner_id\":%d,\"org_id\":%d,\"add_time\":\"2025-03-%02dT10:%02d:00Z\","
                        + "\"update_time\":\"2025-06-%02dT11:%02d:%02dZ\",\"open_deals_count\":%d,\"label_ids\":[%d],"
                        + "\"emails\":[{\"label\":\"work\",\"value\":\"aluno%d@example.com\",\"primary\":true}],"
                        + "\"phones\":[{\"label\":\"mobile\",\"value\":\"+55 85 9%07d\",\"primary\":true}],\"custom_fields\":{",
                id,
                words(random, 3),
                random.nextInt(40),
                random.nextInt(9_000),
                1 + random.nextInt(28),
                random.nextInt(60),
                1 + random.nextInt(28),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(4),
                random.nextInt(9),
                id,
                random.nextInt(10_000_000)));
        Random keys = new Random(2);
        for (int field = 0; field < 24; field++) {
            String key = String.format(Locale.ROOT, "%016x%016x%08x", keys.nextLong(), keys.nextLong(), keys.nextInt());
            String value = switch (field % 3) {
                case 0 -> "null";
                case 1 -> "\"" + words(random, 4 + random.nextInt(6)) + "\"";
                default -> "{\"type\":\"varchar\",\"value\":\"" + words(random, 2) + " " + random.nextLong() + "\"}";
            };
            record.append(field == 0 ? "" : ",")
                    .append('"')
                    .append(key)
                    .append("\":")
                    .append(value);
        }
        return record.append("},\"note\":\"")
                .append(words(random, 40))
                .append("\"}")
                .toString();
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return words.toString();
    }

    /** From now on, these lists have so many pages; all others are empty. */
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
