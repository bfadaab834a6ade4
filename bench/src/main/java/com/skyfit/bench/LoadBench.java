package com.skyfit.bench;

import com.skyfit.bench.Contest.Contestant;
import com.skyfit.bench.Contest.Result;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Encryption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Bronze to silver: COPY as one types it first, as well as one can type it, and the product as a whole process. */
@Command(
        name = "load",
        description = {
            "Loads Pipedrive-like deals of 2.6 KB from .jsonl.gz into PostgreSQL: the embedded one, or that of --pg-uri, where it creates and drops",
            "its own databases. Needs psql."
        },
        mixinStandardHelpOptions = true)
final class LoadBench implements Callable<Integer> {

    /** Makes psql take a line as it is: bytes that no line has stand for quote and delimiter. */
    private static final String AS_IT_IS = "with (format csv, quote e'\\x01', delimiter e'\\x02')";

    /** The last two stages that move data, in one process. */
    private static final String WITHOUT_API = "--skip-extract --skip-check";

    private static final Path JAR = Path.of("app", "target", "skyfit.jar");

    @Option(names = "--records", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int records;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--pg-uri",
            paramLabel = "URI",
            description = "Such as postgresql://user:password@localhost:5432/postgres. Default: the embedded server.")
    private @Nullable URI server;

    @Option(
            names = "--duckdb",
            description =
                    "Also runs DuckDB, into a separate file; needs python3 with the module duckdb (pip install duckdb).")
    private boolean duckDb;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The folder where the lakes are created and kept. Default: bench/target/lakes.")
    private Path data = Path.of("bench", "target", "lakes");

    @Override
    public Integer call() throws Exception {
        Path clean = DealsLake.of(data, records, 0);
        Path damaged = DealsLake.of(data, records, 1);
        URI given = server;
        if (given != null) {
            String[] user = given.getUserInfo().split(":", 2);
            measure(
                    new DatabaseAddress(
                            given.getHost(),
                            given.getPort(),
                            given.getPath().substring(1),
                            user[0],
                            user.length == 2 ? user[1] : "",
                            Encryption.NONE),
                    clean,
                    damaged);
            return 0;
        }
        Path home = Files.createTempDirectory("bench-load");
        EmbeddedServer embedded = EmbeddedServer.open(home, 0);
        try {
            measure(embedded.address(), clean, damaged);
        } finally {
            embedded.stop();
            Shell.run("rm -rf '" + home + "'", Map.of());
        }
        return 0;
    }

    private void measure(DatabaseAddress address, Path clean, Path damaged) throws Exception {
        Work admin = new Work(address, clean);
        Work good = new Work(address.withDatabase("bench_load"), clean);
        Work bad = new Work(address.withDatabase("bench_load_damaged"), damaged);
        admin.sql("drop database if exists bench_load", "drop database if exists bench_load_damaged");
        admin.sql("create database bench_load", "create database bench_load_damaged");
        try {
            good.skyfit("run", WITHOUT_API);
            bad.skyfit("load");
            List<Contestant> contestants = new ArrayList<>();
            contestants.add(new Contestant("gzip -dc, psql copy", good::bareTable, () -> good.copy("deals_bare")));
            contestants.add(new Contestant("best COPY by hand", good::narrowTable, good::copyBySides));
            contestants.add(new Contestant("skyfit load", good::emptySilver, () -> good.skyfit("load")));
            contestants.add(new Contestant("skyfit load, 1 % bad lines", bad::emptySilver, () -> bad.skyfit("load")));
            contestants.add(new Contestant(
                    "skyfit load and transform", good::emptySilverAndGold, () -> good.skyfit("run", WITHOUT_API)));
            contestants.add(
                    new Contestant("the same again, nothing new", () -> {}, () -> good.skyfit("run", WITHOUT_API)));
            if (duckDb) {
                contestants.add(DuckDb.contestant(clean));
            }
            List<Result> results = new Contest(rounds, contestants).run();
            System.out.println(Shell.machine() + ", PostgreSQL " + admin.ask("show server_version") + ", lz4 "
                    + good.hasLz4() + ", " + records + " records");
            System.out.println(Contest.table(results, records));
            for (String table : List.of("deals_bare", "deals_narrow", "stg_pipedrive.deals")) {
                System.out.println(table + ": " + good.bytesPerRecord(table) + " bytes a record with index and TOAST");
            }
            System.out.println("1 % bad lines: "
                    + bad.ask("select sum(loaded_lines) || ' rows, ' || sum(quarantined_lines) || ' quarantined, '"
                            + " || (select count(*) from ops.repair) || ' repaired' from ops.file"));
        } finally {
            admin.sql("drop database bench_load with (force)", "drop database bench_load_damaged with (force)");
        }
    }

    /** The work of the contestants on one database and lake. */
    private final class Work {
        private final Map<String, String> environment;
        private final Path home;

        Work(DatabaseAddress address, Path home) {
            this.home = home.toAbsolutePath();
            this.environment = Map.of(
                    "PGHOST", address.host(),
                    "PGPORT", Integer.toString(address.port()),
                    "PGDATABASE", address.database(),
                    "PGUSER", address.user(),
                    "PGPASSWORD", address.password(),
                    "PGOPTIONS", "-c client_min_messages=warning");
        }

        String ask(String sql) throws IOException, InterruptedException {
            return Shell.run("psql -X -q -A -t -v ON_ERROR_STOP=1 -c \"" + sql + "\"", environment);
        }

        void sql(String... statements) throws IOException, InterruptedException {
            for (String statement : statements) {
                ask(statement);
            }
        }

        boolean hasLz4() throws IOException, InterruptedException {
            return ask("select 'lz4' = any(enumvals) from pg_settings where name = 'default_toast_compression'")
                    .equals("t");
        }

        long bytesPerRecord(String table) throws IOException, InterruptedException {
            return Long.parseLong(ask("select pg_total_relation_size('" + table + "')")) / records;
        }

        void bareTable() throws IOException, InterruptedException {
            sql("drop table if exists deals_bare", "create table deals_bare (payload jsonb)", "checkpoint");
        }

        void narrowTable() throws IOException, InterruptedException {
            sql(
                    "drop table if exists deals_narrow",
                    "create table deals_narrow (id bigint generated always as identity primary key, payload jsonb not null)",
                    "alter table deals_narrow alter payload set storage main");
            if (hasLz4()) {
                sql("alter table deals_narrow alter payload set compression lz4");
            }
            sql("checkpoint");
        }

        void emptySilver() throws IOException, InterruptedException {
            sql(
                    "truncate stg_pipedrive.deals, ops.quarantine, ops.repair",
                    "update ops.file set state = 'pending', loaded_at = null",
                    "checkpoint");
        }

        private String copy(String table, String parts) {
            return "gzip -dc " + parts + " | psql -X -q -v ON_ERROR_STOP=1 -c \"\\copy " + table
                    + " (payload) from stdin " + AS_IT_IS + "\"";
        }

        void copy(String table) throws IOException, InterruptedException {
            Shell.run(copy(table, parts(0, 1)), environment);
        }

        /** Two sessions, each with every other part. */
        void copyBySides() throws IOException, InterruptedException {
            Shell.run(
                    copy("deals_narrow", parts(0, 2)) + " & side=$!; " + copy("deals_narrow", parts(1, 2))
                            + "; wait $side",
                    environment);
        }

        private String parts(int first, int step) throws IOException {
            List<Path> parts = DealsLake.parts(home);
            StringBuilder names = new StringBuilder();
            for (int i = first; i < parts.size(); i += step) {
                names.append(" '").append(parts.get(i).toAbsolutePath()).append('\'');
            }
            return names.toString();
        }

        void emptySilverAndGold() throws IOException, InterruptedException {
            emptySilver();
            sql("truncate core.pd_deals, ops.gold_keys", "update ops.file set transformed_at = null", "checkpoint");
        }

        void skyfit(String... command) throws IOException, InterruptedException {
            Shell.run(
                    String.format(
                            Locale.ROOT,
                            "PG_HOST=$PGHOST PG_PORT=$PGPORT PG_DATABASE=$PGDATABASE PG_USER=$PGUSER PG_PASSWORD=$PGPASSWORD "
                                    + "PG_SSLMODE=disable java -Xmx128m -jar '%s' %s --home '%s' --entity deals --source pipedrive --scope comercial",
                            JAR.toAbsolutePath(),
                            String.join(" ", command),
                            home),
                    environment);
        }
    }
}
