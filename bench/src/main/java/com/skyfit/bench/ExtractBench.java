package com.skyfit.bench;

import com.skyfit.bench.Contest.Contestant;
import com.skyfit.bench.Contest.Step;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.EmbeddedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A source to bronze: curl and gzip, and the product as a whole process with 128 MB of heap. */
@Command(
        name = "extract",
        description = {
            "Reads pages of 500 records of 2.6 KB from a server on this machine that has them in memory into compressed files on its disk. The baseline",
            "requests one page after the other over one connection and knows all cursors in advance. The product is measured from the start of",
            "its process to its end: one entity, and three in parallel with as many records in total."
        },
        mixinStandardHelpOptions = true)
final class ExtractBench implements Callable<Integer> {

    private static final String ONE = "/api/v2/persons";
    private static final List<String> SEVERAL = List.of(ONE, "/api/v2/organizations", "/api/v2/activities");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--pages", defaultValue = "300", description = "A multiple of 3. Default: ${DEFAULT-VALUE}.")
    private int pages;

    @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        if (pages <= 0 || pages % SEVERAL.size() != 0) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--pages " + pages + ": expected a multiple of " + SEVERAL.size()
                            + ", so that each entity has as many");
        }
        Path home = Files.createTempDirectory("bench-extract");
        EmbeddedServer database = EmbeddedServer.open(home, 0);
        try (PageServer source = new PageServer()) {
            long records = (long) pages * PageServer.RECORDS_OF_A_PAGE;
            Map<String, Integer> one = Map.of(ONE, pages);
            Map<String, Integer> several =
                    Map.of(SEVERAL.get(0), pages / 3, SEVERAL.get(1), pages / 3, SEVERAL.get(2), pages / 3);
            // The first run ever makes the tables.
            extract(home, source, database.address(), 0).run();
            String byHand = "curl -sS '" + source.url() + ONE + "?limit=500&cursor=[0-" + (pages - 1)
                    + "]' | gzip -6 > '" + home.resolve("by-hand.jsonl.gz") + "'";
            List<Contestant> contestants = List.of(
                    new Contestant("curl, gzip -6", () -> source.serve(one), () -> Shell.run(byHand, Map.of())),
                    new Contestant(
                            "skyfit extract, one entity",
                            () -> begin(home, source, one),
                            extract(home, source, database.address(), records, "persons")),
                    new Contestant(
                            "skyfit extract, three entities",
                            () -> begin(home, source, several),
                            extract(home, source, database.address(), records)));
            String table = Contest.table(new Contest(rounds, contestants).run(), records);
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, %d records of %d bytes, %d rounds%n%s",
                    Shell.machine(),
                    Shell.run("gzip --version | head -n 1", Map.of()),
                    records,
                    source.bytesOfARecord(),
                    rounds,
                    table);
        } finally {
            database.stop();
            Shell.run("rm -rf '" + home + "'", Map.of());
        }
        return 0;
    }

    private static void begin(Path home, PageServer source, Map<String, Integer> lists) throws Exception {
        source.serve(lists);
        Shell.run("rm -rf '" + home.resolve("lake") + "'", Map.of());
    }

    private static Step extract(
            Path home, PageServer source, DatabaseAddress database, long expected, String... entity) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ExtractProcess.class.getName(),
                home.toString()));
        command.addAll(List.of(entity));
        return () -> {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(home.resolve("log").toFile());
            builder.environment()
                    .putAll(Map.of(
                            "PIPEDRIVE_SCOPES", "comercial",
                            "PIPEDRIVE_BASE_URL", source.url(),
                            "PIPEDRIVE_TOKEN_COMERCIAL", "0123456789",
                            "PG_HOST", database.host(),
                            "PG_PORT", Integer.toString(database.port()),
                            "PG_DATABASE", database.database(),
                            "PG_USER", database.user(),
                            "PG_PASSWORD", database.password(),
                            "PG_SSLMODE", "disable"));
            Process process = builder.start();
            String[] printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\n", -1);
            String last = printed[printed.length - 1];
            if (process.waitFor() != 0 || !last.equals(Long.toString(expected))) {
                throw new IllegalStateException("Expected " + expected + " records, the process said " + last + "; "
                        + Files.readString(home.resolve("log")));
            }
        };
    }
}
