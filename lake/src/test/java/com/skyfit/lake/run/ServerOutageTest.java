package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.gold.Digest;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.warehouse.OwnServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What happens to a server in its life while parts are loaded: the load waits, and ends as if nothing had been. */
class ServerOutageTest {

    private static final Set<Stage> STAGES = EnumSet.of(Stage.LOAD, Stage.TRANSFORM);

    @TempDir
    private Path home;

    @TempDir
    private Path serverHome;

    private OwnServer server;
    private LocalLake lake;

    @BeforeEach
    void start() throws Exception {
        server = new OwnServer(serverHome);
        server.create("whole");
        server.create("disturbed");
        lake = new LocalLake(home.resolve("lake"));
        BronzeFixture bronze = new BronzeFixture(lake);
        for (String entity : List.of("groups", "users", "organizations")) {
            for (int run = 0; run < 3; run++) {
                bronze.commit(
                        "zendesk",
                        "support",
                        entity,
                        "20261123T00000" + run + "Z",
                        true,
                        IntStream.range(0, 2_000)
                                .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"Recepção " + id + "\"}")
                                .toList());
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RunReport run(String database, LakeStorage lake) throws Exception {
        Configuration found =
                Configuration.resolve(new Settings(Map.of()), CatalogReader.shipped(), home, Selection.ALL, false);
        Configuration disturbed = Runs.withLake(found, lake);
        try (Warehouse warehouse = Warehouse.open(server.address(database))) {
            return Runs.run(disturbed, warehouse, STAGES);
        }
    }

    private List<Digest> digest(String database) throws SQLException {
        try (Warehouse warehouse = Warehouse.open(server.address(database))) {
            return Digest.of(warehouse, CatalogReader.shipped(), entity -> true);
        }
    }

    private void assertEndsAsUndisturbed(DisturbedLake disturbed) throws Exception {
        assertThat(run("whole", lake).exitCode()).isEqualTo(ExitCode.OK);

        RunReport report = run("disturbed", disturbed.storage());

        assertThat(report.units()).allMatch(unit -> unit.message().isEmpty());
        assertThat(server.rows("disturbed", "select count(*) from ops.run_unit"))
                .containsExactly(String.valueOf(report.units().size()));
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(digest("disturbed")).isEqualTo(digest("whole"));
    }

    private void execute(String sql) {
        try {
            server.execute("postgres", sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a standby that takes over before it may: sessions end, new ones may only read. */
    private void readOnly() {
        execute("alter database disturbed set default_transaction_read_only = on");
        execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'disturbed' and pid <> pg_backend_pid()");
    }

    private void writable() {
        execute("alter database disturbed reset default_transaction_read_only");
    }

    @Test
    void aServerThatIsRestartedIsWaitedFor() throws Exception {
        assertEndsAsUndisturbed(new DisturbedLake(lake, server::restart));
    }

    @Test
    void aServerThatTakesNoWritesForAWhileIsWaitedFor() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        Appender<ILoggingEvent> waits = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent wait) {
                if (wait.getFormattedMessage().contains("read-only transaction") && refusals.incrementAndGet() == 2) {
                    writable();
                }
            }
        };
        Logger log = (Logger) LoggerFactory.getLogger(Outage.class);
        waits.setContext(log.getLoggerContext());
        waits.start();
        log.addAppender(waits);
        try {
            assertEndsAsUndisturbed(new DisturbedLake(lake, this::readOnly));
        } finally {
            log.detachAppender(waits);
        }

        assertThat(refusals.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void sessionsThatWereOpenedWhileTheServerTookNoWritesAreNotUsedAfterwards() throws Exception {
        try (Warehouse warehouse = Warehouse.open(server.address("disturbed"));
                WriterLock lock = warehouse.tryLock().orElseThrow()) {
            readOnly();
            AtomicInteger attempts = new AtomicInteger();

            new Outage(lock, Duration.ofSeconds(20)).outlast(() -> {
                if (attempts.incrementAndGet() == 3) {
                    writable();
                }
                new Ledger(warehouse).register(lake, "zendesk");
                return attempts;
            });

            assertThat(server.rows("disturbed", "select count(*) from ops.file"))
                    .containsExactly("9");
        }
    }
}
