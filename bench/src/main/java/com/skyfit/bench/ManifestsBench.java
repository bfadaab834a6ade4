package com.skyfit.bench;

import com.skyfit.bench.Contest.Contestant;
import com.skyfit.bench.Contest.Result;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a run costs when years of runs lie behind it: a young lake and an old one, with nothing new at the same simulated sources. */
@Command(
        name = "manifests",
        description = {
            "Times a complete 'skyfit run' with 256 MB of heap and nothing new, on a lake of one run and on one with a history of manifests,",
            "as many as four runs a day leave in five years. The first run on the old lake, which registers them, is reported separately."
        },
        mixinStandardHelpOptions = true)
final class ManifestsBench implements Callable<Integer> {

    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Path JAR = Path.of("app", "target", "skyfit.jar");

    private static final JsonMapper JSON = JsonMapper.shared();

    @Option(
            names = "--manifests",
            defaultValue = "219000",
            description = "Manifests of the old lake. Default: ${DEFAULT-VALUE}.")
    private int manifests;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("bench-manifests");
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(1, 0.002, Instant.now()))) {
            Path young = folder.resolve("young");
            Path old = folder.resolve("old");
            run(young, simulator);
            run(old, simulator);
            int few = manifests(young).size();
            int many = age(old);
            long start = System.nanoTime();
            run(old, simulator);
            double entering = (System.nanoTime() - start) / 1e9;
            List<Result> results = new Contest(
                            rounds,
                            List.of(
                                    new Contestant(few + " manifests", () -> {}, () -> run(young, simulator)),
                                    new Contestant(many + " manifests", () -> {}, () -> run(old, simulator))))
                    .run();
            System.out.println(Shell.machine() + ", heap 256 MB");
            for (Result result : results) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f | %.2f to %.2f | %.2f |%n",
                        result.name(),
                        result.median(),
                        result.seconds().get(0),
                        result.seconds().get(result.seconds().size() - 1),
                        result.median() / results.get(0).median());
            }
            System.out.printf(Locale.ROOT, "registering them in the ledger, once: %.1f s%n", entering);
        } finally {
            Shell.run("rm -rf '" + folder + "'", Map.of());
        }
        return 0;
    }

    private static void run(Path home, Simulator simulator) throws IOException, InterruptedException {
        Shell.run(
                String.format(
                        Locale.ROOT,
                        "java -Xmx256m -XX:+ExitOnOutOfMemoryError -jar '%s' run --home '%s'",
                        JAR.toAbsolutePath(),
                        home),
                simulator.settings());
    }

    private static List<Path> manifests(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("lake").resolve("_meta"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("manifest-"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Puts runs every six hours before the one there is, each with the same manifests, but without parts.
     *
     * @return how many manifests there are now
     */
    private int age(Path home) throws IOException {
        List<Path> newest = manifests(home);
        Instant now = Instant.now();
        int there = newest.size();
        for (int back = 1; there < manifests; back++) {
            String run = RUN_ID.format(now.minus(Duration.ofHours(6L * back)));
            for (Path manifest : newest) {
                ObjectNode copy = (ObjectNode) JSON.readTree(Files.readAllBytes(manifest));
                Path target = Path.of(manifest.toString().replaceFirst("run_id=[^/\\\\]+", "run_id=" + run));
                copy.put("run_id", run);
                copy.put("records", 0);
                copy.put("complete_listing", false);
                copy.putArray("parts");
                Files.createDirectories(target.getParent());
                Files.write(target, JSON.writeValueAsBytes(copy));
                there++;
            }
        }
        return there;
    }
}
