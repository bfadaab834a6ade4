package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.client.SourceClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of 100 MB that consists of records of 20 MB, read by a process whose heap is hardly larger. */
class LargePageTest {

    private static final int RECORDS = 5;
    private static final int RECORD_BYTES = 20 << 20;
    private static final String HEAD = "{\"id\":%d,\"note\":\"";
    private static final Entity ORDERS = ScriptedSource.orders(new Paging.Single(), new Incremental.Snapshot());

    @TempDir
    private Path folder;

    private final HttpServer server;

    LargePageTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/orders", LargePageTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] filling = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write("{\"data\":[".getBytes(StandardCharsets.UTF_8));
            for (int i = 1; i <= RECORDS; i++) {
                body.write(((i == 1 ? "" : ",") + HEAD.formatted(i)).getBytes(StandardCharsets.UTF_8));
                for (int written = 0; written < RECORD_BYTES; written += filling.length) {
                    body.write(filling);
                }
                body.write("\"}".getBytes(StandardCharsets.UTF_8));
            }
            body.write("]}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The process: takes the lake's folder and the source's address. */
    public static final class Reader {

        private Reader() {}

        /** Reads the only entity. */
        public static void main(String[] args) throws Exception {
            InstantSource clock = InstantSource.system();
            SourceClient client = SourceClient.of(
                    ScriptedSource.accountAt(args[1], ORDERS), Patience.DEFAULT, 0, clock, ExtractionListener.NONE);
            new Extraction(
                            new LocalLake(Path.of(args[0])),
                            client.forEntity(ORDERS),
                            ORDERS,
                            new RunContext(new RunId("20260101T060000Z"), "test", clock),
                            ExtractionListener.NONE)
                    .run();
        }
    }

    @Test
    void passesWithoutBeingHeldInMemory() throws Exception {
        Process reader = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        folder.toString(),
                        "http://127.0.0.1:" + server.getAddress().getPort())
                .redirectErrorStream(true)
                .start();
        String printed = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reader.waitFor()).as(printed).isZero();
        LakeStorage lake = new LocalLake(folder);
        Part part = new Manifests(lake)
                .newest(new Subject("shop", "north", ORDERS.name()))
                .orElseThrow()
                .parts()
                .get(0);
        assertThat(part.lines()).isEqualTo(RECORDS);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(lake.open(part.path())), StandardCharsets.UTF_8))) {
            for (int i = 1; i <= RECORDS; i++) {
                String line = lines.readLine();
                assertThat(line.length()).isEqualTo(HEAD.formatted(i).length() + RECORD_BYTES + 2);
                assertThat(line.startsWith(HEAD.formatted(i)) && line.endsWith("x\"}"))
                        .isTrue();
            }
        }
    }
}
