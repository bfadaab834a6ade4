package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A source that answers late, and one that answers at once. */
class SourcesApartTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    /** Opens when the quick source's records are in gold. */
    private final CountDownLatch transformed = new CountDownLatch(1);

    private final RunListener watching = new RunListener() {
        @Override
        public void finished(UnitResult result) {
            if (result.unit().stage() == Stage.TRANSFORM
                    && result.unit().subject().source().equals("zendesk")) {
                transformed.countDown();
            }
        }
    };

    @Test
    void recordsOfASourceAreInGoldWhileAnotherDoesNotAnswer() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer pipedrive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pipedrive.setExecutor(threads);
        pipedrive.createContext("/", exchange -> {
            boolean waited = waitForTheOther();
            exchange.sendResponseHeaders(waited ? 401 : 500, -1);
            exchange.close();
        });
        pipedrive.start();
        try (ScriptedSource zendesk = new ScriptedSource()) {
            zendesk.then("{\"users\":[{\"id\":1,\"name\":\"Ana\",\"updated_at\":\"2026-01-02T03:04:05Z\"}],"
                    + "\"meta\":{\"has_more\":false,\"after_cursor\":null},\"end_of_stream\":true,"
                    + "\"after_cursor\":\"c\",\"count\":1}");

            RunReport report = run(Map.of(
                    "PIPEDRIVE_BASE_URL",
                    "http://127.0.0.1:" + pipedrive.getAddress().getPort(),
                    "PIPEDRIVE_TOKEN_COMERCIAL",
                    "canary-of-comercial",
                    "PIPEDRIVE_SCOPES",
                    "comercial",
                    "ZENDESK_BASE_URL",
                    zendesk.url(),
                    "ZENDESK_EMAIL",
                    "dados@skyfit.example",
                    "ZENDESK_API_TOKEN",
                    "canary-of-zendesk"));

            assertThat(report.units())
                    .filteredOn(unit -> unit.unit().stage() == Stage.EXTRACT)
                    .extracting(unit -> unit.unit().subject() + " " + unit.status())
                    .containsExactlyInAnyOrder(
                            "zendesk.support.users " + Status.SUCCEEDED, "pipedrive.comercial.users " + Status.FAILED);
            assertThat(report.units().toString()).contains("401").doesNotContain("500");
            assertThat(database.rows("select name from core.zd_users")).containsExactly("Ana");
        } finally {
            pipedrive.stop(0);
            threads.shutdownNow();
        }
    }

    private boolean waitForTheOther() {
        try {
            return transformed.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RunReport run(Map<String, String> settings) throws Exception {
        Selection users = new Selection(null, null, "users");
        Configuration configuration =
                Configuration.resolve(new Settings(settings), CatalogReader.shipped(), home, users, true);
        return new Pipeline(
                        configuration,
                        database.get(),
                        new Patience(
                                4,
                                Duration.ofMillis(1),
                                Duration.ofMillis(5),
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(10)),
                        InstantSource.system(),
                        "test",
                        watching)
                .run("run", users, new RunOptions(EnumSet.of(Stage.EXTRACT, Stage.LOAD, Stage.TRANSFORM)));
    }
}
