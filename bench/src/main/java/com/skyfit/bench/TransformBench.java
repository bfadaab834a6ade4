package com.skyfit.bench;

import com.skyfit.bench.Contest.Contestant;
import com.skyfit.bench.Contest.Result;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.Transformed;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Silver to gold: SQL as one writes it first, as well as one can write it by hand, and the product. */
@Command(
        name = "transform",
        description = {
            "Transforms Pipedrive-like deals of 2.6 KB, created in silver by SQL, into core.pd_deals: all of them into an empty table; then the product",
            "again without changes, and with 1 % of the records changed."
        },
        mixinStandardHelpOptions = true)
final class TransformBench implements Callable<Integer> {

    private static final int LINES_OF_A_PART = 10_000;
    private static final Source SOURCE = CatalogReader.shipped().source("pipedrive");
    private static final Entity DEALS = SOURCE.entity("deals");

    @Option(names = "--records", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int records;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--naive",
            description = "Also runs the SQL that decompresses the payload for every column; takes minutes.")
    private boolean naive;

    @Option(names = "--without-history", description = "Keeps no history of the deals, to see what it costs.")
    private boolean withoutHistory;

    private Entity deals = DEALS;
    private long serverProcess;
    private Duration busyAtFirst = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        deals = withoutHistory ? withoutHistory(DEALS) : DEALS;
        Path home = Files.createTempDirectory("bench-transform");
        EmbeddedServer server = EmbeddedServer.open(home, 0);
        serverProcess = Long.parseLong(
                Files.readAllLines(home.resolve("data/postmaster.pid")).get(0));
        try (Warehouse warehouse = Warehouse.open(server.address())) {
            Transform transform = new Transform(warehouse);
            transform.prepare(SOURCE, deals);
            fill(warehouse, 1, records, 1, 1);
            execute(warehouse, "create schema hand", "create table hand.deals (like core.pd_deals including all)");
            List<Contestant> contestants = new ArrayList<>();
            contestants.add(new Contestant(
                    "best SQL by hand",
                    () -> execute(warehouse, "truncate hand.deals", "checkpoint"),
                    () -> execute(
                            warehouse,
                            byHand("(select l.file_id, l.line_no, l.payload || '{}' as p, f.scope, f.run_id"))));
            contestants.add(new Contestant(
                    "skyfit transform",
                    () -> execute(
                            warehouse,
                            "truncate core.pd_deals, ops.gold_keys",
                            "update ops.file set transformed_at = null",
                            "vacuum ops.file",
                            "checkpoint"),
                    () -> {
                        Duration before = processorTime();
                        expect(records, transform.run(SOURCE, deals).inserted());
                        busyAtFirst = processorTime().minus(before);
                    }));
            if (naive) {
                contestants.add(new Contestant(
                        "first SQL by hand",
                        () -> execute(warehouse, "truncate hand.deals", "checkpoint"),
                        () -> execute(
                                warehouse,
                                byHand("(select l.file_id, l.line_no, l.payload as p, f.scope, f.run_id")
                                        .replace("offset 0", ""))));
            }
            List<Result> results = new Contest(rounds, contestants).run();
            System.out.println(Shell.machine() + ", PostgreSQL " + version(warehouse) + ", " + records + " records");
            System.out.println(Contest.table(results, records));
            double first = results.get(1).median();
            System.out.printf(
                    Locale.ROOT,
                    "first transform: %.2f s of the server's processor time%n",
                    busyAtFirst.toMillis() / 1e3);
            tell("unchanged", first, transform, 0);
            fill(warehouse, 1, records, 2, 1);
            tell("all read again, nothing changed", first, transform, 0);
            int changed = Math.max(1, records / 100);
            fill(warehouse, 1, changed, 3, 2);
            tell("1 % changed", first, transform, changed);
        } finally {
            server.stop();
            Shell.run("rm -rf '" + home + "'", Map.of());
        }
        return 0;
    }

    private void tell(String what, double first, Transform transform, long expected)
            throws SQLException, InterruptedException {
        Duration busy = processorTime();
        long start = System.nanoTime();
        Transformed done = transform.run(SOURCE, deals);
        double seconds = (System.nanoTime() - start) / 1e9;
        busy = processorTime().minus(busy);
        expect(expected, done.changed());
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f s, %.1f %% of the first transform; %.2f s of the server's processor time%n",
                what,
                seconds,
                seconds / first * 100,
                busy.toMillis() / 1e3);
    }

    /** What the processes of the server have used so far; unlike seconds, it hardly depends on what else the machine does. */
    private Duration processorTime() {
        return ProcessHandle.of(serverProcess)
                .map(server -> Stream.concat(Stream.of(server), server.descendants())
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus))
                .orElse(Duration.ZERO);
    }

    private static void expect(long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("Expected " + expected + " rows to be written, found " + found);
        }
    }

    /** The columns of the newer API generation, as somebody writes them who knows only that one. */
    private static String byHand(String once) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : DEALS.table().columns()) {
            names.add(Sql.name(column.name()));
            if (column.content() instanceof FirstOf firstOf) {
                List<ValuePath> paths = firstOf.paths();
                String field = Sql.literal(paths.get(paths.size() - 1).field());
                values.add(
                        column.type() == ColumnType.Simple.JSONB
                                ? "p -> " + field
                                : column.name().equals("active")
                                        ? "p ->> 'status' = 'open'"
                                        : "(p ->> " + field + ")::" + PostgresTypes.sql(column.type()));
            } else {
                Set<String> taken = DEALS.table().takenFields();
                values.add("(p - array["
                        + taken.stream().map(Sql::literal).collect(Collectors.joining(", "))
                        + ", 'custom_fields']) || (p -> 'custom_fields')");
            }
        }
        return """
                insert into hand.deals (%s, scope, is_deleted, _source_version, _source_run_id, _last_seen_run_id, _file_id, _line_no)
                select distinct on (scope, (p ->> 'id')::bigint) %s, scope, (p ->> 'is_deleted')::boolean, (p ->> 'update_time')::timestamptz,
                    run_id, run_id, file_id, line_no
                from %s from stg_pipedrive.deals l join ops.file f using (file_id) offset 0) s
                order by scope, (p ->> 'id')::bigint, (p ->> 'update_time')::timestamptz desc""".formatted(String.join(", ", names), String.join(", ", values), once);
    }

    private static Entity withoutHistory(Entity entity) {
        Table table = entity.table();
        return new Entity(
                entity.name(),
                entity.description(),
                entity.apiGeneration(),
                entity.key(),
                entity.version(),
                entity.deleted(),
                entity.absentMeansDeleted(),
                entity.deletions(),
                entity.expectRows(),
                entity.mostQuarantined(),
                entity.mostRequests(),
                entity.optional(),
                entity.listings(),
                List.of(new Table(
                        table.name(),
                        table.description(),
                        table.key(),
                        table.rows(),
                        table.columns(),
                        table.ignored(),
                        table.scopeViews(),
                        table.customFields(),
                        null)));
    }

    /** Fills silver with what a run has read of these deals. */
    private static void fill(Warehouse warehouse, int first, int last, int day, int version) throws SQLException {
        String run = "2026010" + day + "T060000Z";
        execute(
                warehouse,
                """
                insert into ops.file (blob_path, source, scope, entity, run_id, ingestion_date, manifest_path, bytes, lines, sha256, state, loaded_lines)
                select '%1$s/' || n, 'pipedrive', 'comercial', 'deals', '%1$s', '2026-01-01', 'm', 1, 1, 'x', 'loaded',
                    least(%2$d, %4$d - %3$d + 1 - n * %2$d)
                from generate_series(0, (%4$d - %3$d) / %2$d) n""".formatted(run, LINES_OF_A_PART, first, last),
                """
                insert into stg_pipedrive.deals (file_id, line_no, payload)
                select f.file_id, (i - %3$d) %% %2$d + 1, jsonb_build_object(
                    'id', i, 'title', 'Plano anual ' || i, 'status', 'open', 'value', i %% 1000 + 0.5, 'currency', 'BRL', 'person_id', i * 7,
                    'org_id', i * 3, 'owner_id', i %% 40, 'creator_user_id', i %% 40, 'pipeline_id', i %% 3, 'stage_id', i %% 12,
                    'add_time', '2025-03-01T10:00:00Z', 'update_time', '2026-01-0%5$dT10:00:00Z', 'stage_change_time', '2025-05-01T10:00:00Z',
                    'expected_close_date', '2026-03-01', 'is_archived', false, 'is_deleted', false, 'probability', i %% 100,
                    'activities_count', i %% 9, 'done_activities_count', i %% 5, 'undone_activities_count', i %% 4, 'participants_count', 1,
                    'files_count', 0, 'notes_count', i %% 3, 'followers_count', 1, 'email_messages_count', i %% 20, 'products_count', 0,
                    'next_activity_id', i * 5, 'last_activity_id', i * 5 - 1, 'origin', 'ManuallyCreated', 'label_ids', jsonb_build_array(i %% 4),
                    'visible_to', 3, 'smart_bcc_email', 'skyfit+deal' || i || '@pipedrivemail.com',
                    'custom_fields', (select jsonb_object_agg(md5('field' || k) || substr(md5('f' || k), 1, 8), case k %% 3
                            when 0 then null when 1 then 'Unidade Centro, plano ' || (i + k) %% 30
                            else 'Retorno combinado com a recepção; contrato ' || md5((i * k)::text) end) from generate_series(1, 20) k)
                ) from generate_series(%3$d, %4$d) i join ops.file f on f.blob_path = '%1$s/' || (i - %3$d) / %2$d""".formatted(run, LINES_OF_A_PART, first, last, version),
                "vacuum analyze stg_pipedrive.deals");
    }

    private static String version(Warehouse warehouse) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    private static void execute(Warehouse warehouse, String... statements) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
