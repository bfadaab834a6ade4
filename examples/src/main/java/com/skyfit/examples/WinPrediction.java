package com.skyfit.examples;

import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Learns from schema {@code ml} which open deals are won within 90 days, and says how much that is worth. */
@Command(
        name = "examples/run",
        description = {
            "Trains a model that predicts which open deals are won within 90 days, and compares it with baselines on later deals that it has not seen.",
            "With --url it learns from the schema ml of a lake. Without, it makes a simulated one first, in a folder of its own, which takes some minutes."
        },
        mixinStandardHelpOptions = true)
final class WinPrediction implements Callable<Integer> {

    @Option(names = "--url", description = "JDBC URL of the lake's database, with user and password.")
    private String url = "";

    @Option(
            names = "--weeks",
            defaultValue = "60",
            description = "How long the simulated lake lives. Default: ${DEFAULT-VALUE}.")
    private int weeks;

    @Option(
            names = "--scale",
            defaultValue = "0.02",
            description = "Size of the simulated lake. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of simulation and training. Default: ${DEFAULT-VALUE}.")
    private long seed;

    private record Named(String name, Prediction prediction) {}

    @Override
    public Integer call() throws Exception {
        List<OpenDeal> deals = url.isEmpty() ? ofSimulation() : of(url);
        Split split;
        try {
            split = Split.of(deals);
            report(split);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        return 0;
    }

    private List<OpenDeal> ofSimulation() throws Exception {
        Path home = Files.createTempDirectory("skyfit-example");
        EmbeddedServer server = EmbeddedServer.open(home, 0);
        try (Warehouse warehouse = Warehouse.open(server.address())) {
            new SimulatedLife(seed, scale).live(home, warehouse, weeks);
            try (Connection connection = warehouse.connect()) {
                return Features.labelled(connection);
            }
        } finally {
            server.stop();
        }
    }

    private static List<OpenDeal> of(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Features.labelled(connection);
        }
    }

    private void report(Split split) {
        describe("learned from", split.training());
        describe("tested on", split.test());
        System.out.printf(Locale.ROOT, "%n%-28s %8s %10s%n", "prediction", "AUC", "log loss");
        for (Named named : List.of(
                new Named("share of all", Baseline.share(split.training())),
                new Named("share of the stage", Baseline.shareOfStage(split.training())),
                new Named("logistic regression", Regression.of(split.training(), seed)))) {
            Quality quality = Quality.of(named.prediction(), split.test());
            System.out.printf(Locale.ROOT, "%-28s %8.3f %10.4f%n", named.name(), quality.auc(), quality.logLoss());
        }
    }

    private static void describe(String what, List<OpenDeal> deals) {
        System.out.printf(
                Locale.ROOT,
                "%-12s %6d rows, %s to %s, %.1f %% won%n",
                what,
                deals.size(),
                deals.get(0).moment(),
                deals.get(deals.size() - 1).moment(),
                100.0 * deals.stream().filter(OpenDeal::won).count() / deals.size());
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new WinPrediction()).execute(args));
    }
}
