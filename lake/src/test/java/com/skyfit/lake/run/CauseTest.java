package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.Cause;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.RunResults;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An account whose token was revoked. */
class CauseTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    @Test
    void aRevokedTokenIsOneCauseForAllEntitiesOfItsAccount() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"success\":false,\"error\":\"unauthorized access\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Settings settings = new Settings(Map.of(
                    "PIPEDRIVE_BASE_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "PIPEDRIVE_SCOPES",
                    "comercial",
                    "PIPEDRIVE_TOKEN_COMERCIAL",
                    "canary-of-comercial"));
            Selection pipedrive = new Selection("pipedrive", null, null);
            Configuration configuration =
                    Configuration.resolve(settings, CatalogReader.shipped(), home, pipedrive, true);

            RunReport report =
                    Runs.run(configuration, database.get(), pipedrive, new RunOptions(Set.of(Stage.EXTRACT)));

            List<Cause> causes = Cause.of(report.units());
            assertThat(report.units()).hasSizeGreaterThan(8);
            assertThat(causes)
                    .singleElement()
                    .matches(cause -> cause.units().size() == report.units().size());
            assertThat(causes.get(0).toString())
                    .startsWith("extract of " + report.units().size() + " entities of pipedrive.comercial failed: ")
                    .contains("401", "PIPEDRIVE_TOKEN_COMERCIAL", "the next run")
                    .doesNotContain("comercial.");
            assertThat(RunResults.of(report).run().message())
                    .isEqualTo(causes.get(0).toString());
        } finally {
            server.stop(0);
        }
    }
}
