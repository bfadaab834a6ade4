package com.skyfit.bench;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.schema.ScopeNumbers;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The star under the queries of reports, and what building it costs. */
@Command(
        name = "reports",
        description = {
            "Fills gold by SQL with 31,000 deals times the scale and all else in proportion, builds all models, changes 1 % of gold and builds them again;",
            "then clients send the queries of visuals, each in an order of its own, while the server has one core. Needs taskset (Linux)."
        },
        mixinStandardHelpOptions = true)
final class ReportsBench implements Callable<Integer> {

    private static final Pattern QUERY = Pattern.compile("(?s)-- ([^\\n]+)\\n(select .*?);");
    private static final List<String> FACTS = List.of("fact_deal", "fact_activity", "fact_ticket");
    private static final int DEALS = 31_000;

    @Option(names = "--scale", defaultValue = "10", description = "Times SkyFit's volumes. Default: ${DEFAULT-VALUE}.")
    private int scale;

    @Option(names = "--clients", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "How often each client sends each query. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    private final Catalog catalog = CatalogReader.shipped();

    /** What one query took, in milliseconds. */
    private record Answer(String name, double milliseconds) {}

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("bench-reports");
        EmbeddedServer server = EmbeddedServer.open(home, 0);
        try (Warehouse warehouse = Warehouse.open(server.address())) {
            fill(warehouse);
            ModelProject project = ProjectReader.read(home, catalog);
            double first = build(warehouse, project);
            change(warehouse);
            double again = build(warehouse, project);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d deals: %d models built in %.1f s, after a change of 1 %% in %.1f s (%.0f %%)%n",
                    Shell.machine(),
                    DEALS * scale,
                    project.models().size(),
                    first,
                    again,
                    again / first * 100);
            vacuum(warehouse);
            Shell.run("taskset -apc 0 $(head -1 '" + home + "'/data/postmaster.pid)", Map.of());
            Map<String, String> queries = queries();
            print(measure(server, queries));
            printWholeScans(warehouse, queries);
        } finally {
            server.stop();
            Shell.run("rm -rf '" + home + "'", Map.of());
        }
        return 0;
    }

    private void fill(Warehouse warehouse) throws SQLException, IOException {
        Transform transform = new Transform(warehouse);
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                transform.prepare(source, entity);
            }
        }
        ScopeNumbers.give(warehouse, List.of("comercial", "expansao", "support"));
        try (Connection connection = warehouse.connect()) {
            for (String statement : resource("reports_fill.sql").split(";\\s*\\n", -1)) {
                if (!statement.isBlank()) {
                    Query.execute(
                            connection,
                            statement
                                    .replace(":deals::", DEALS * scale + "::")
                                    .replace(":deals", String.valueOf(DEALS * scale)));
                }
            }
        }
        vacuum(warehouse);
    }

    private static double build(Warehouse warehouse, ModelProject project) throws SQLException, InterruptedException {
        ModelBuilder builder = new ModelBuilder(warehouse, project.models());
        long start = System.nanoTime();
        for (Model model : project.models()) {
            builder.build(model, false);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void change(Warehouse warehouse) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            for (String table : List.of(
                    "pd_deals set value = value + 1",
                    "pd_activities set done = not done",
                    "zd_tickets set priority = 'low'")) {
                Query.execute(connection, "update core." + table + ", _updated_at = now() where _line_no % 100 = 0");
            }
        }
    }

    /** As the server does by itself within minutes of a build; until then it looks rows up that an index has whole. */
    private static void vacuum(Warehouse warehouse) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            Query.execute(connection, "vacuum analyze");
        }
    }

    private static Map<String, String> queries() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (MatchResult query :
                QUERY.matcher(resource("reports.sql")).results().toList()) {
            queries.put(query.group(1), query.group(2));
        }
        return queries;
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ReportsBench.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<Answer> measure(EmbeddedServer server, Map<String, String> queries) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Future<List<Answer>>> asked = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Random order = new Random(client);
                asked.add(pool.submit(() -> ask(server, queries, order)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<List<Answer>> one : asked) {
                answers.addAll(one.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    /** A client of its own connection, as each visual's is. */
    private List<Answer> ask(EmbeddedServer server, Map<String, String> queries, Random order) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        try (Warehouse warehouse = Warehouse.openToRead(server.readerAddress());
                Connection connection = warehouse.connect()) {
            for (int round = 0; round < rounds; round++) {
                List<String> names = new ArrayList<>(queries.keySet());
                Collections.shuffle(names, order);
                for (String name : names) {
                    long start = System.nanoTime();
                    fetch(connection, Objects.requireNonNull(queries.get(name)));
                    answers.add(new Answer(name, (System.nanoTime() - start) / 1e6));
                }
            }
        }
        return answers;
    }

    private static void fetch(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    private static void print(List<Answer> answers) {
        Map<String, List<Double>> byName = new TreeMap<>();
        for (Answer answer : answers) {
            byName.computeIfAbsent(answer.name(), any -> new ArrayList<>()).add(answer.milliseconds());
        }
        byName.put("all", answers.stream().map(Answer::milliseconds).collect(Collectors.toCollection(ArrayList::new)));
        System.out.printf(Locale.ROOT, "%-50s %8s %8s%n", "milliseconds", "median", "p95");
        byName.forEach((name, times) -> {
            Collections.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "%-50s %8.0f %8.0f%n",
                    name,
                    times.get(times.size() / 2),
                    times.get((int) Math.ceil(times.size() * 0.95) - 1));
        });
    }

    private static void printWholeScans(Warehouse warehouse, Map<String, String> queries) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            for (Map.Entry<String, String> query : queries.entrySet()) {
                String plan = String.join(
                        "\n",
                        Query.of(connection, "explain " + query.getValue()).list(row -> row.text("QUERY PLAN")));
                for (String fact : FACTS) {
                    if (plan.contains("Seq Scan on " + fact + " ")) {
                        System.out.println("reads all of " + fact + ": " + query.getKey());
                    }
                }
            }
        }
    }
}
