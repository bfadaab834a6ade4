package com.skyfit.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Contestants that do the same work, one after another, round by round, so that what else the machine does meets all of them. The first one
 * is the baseline.
 */
final class Contest {

    private final int rounds;
    private final List<Contestant> contestants;

    Contest(int rounds, List<Contestant> contestants) {
        this.rounds = rounds;
        this.contestants = List.copyOf(contestants);
    }

    /** Something that may fail. */
    interface Step {
        void run() throws Exception;
    }

    /**
     * One of them.
     *
     * @param name as the table shows it
     * @param prepare is done before each round and not measured
     * @param work is measured
     */
    record Contestant(String name, Step prepare, Step work) {}

    /**
     * How long one took.
     *
     * @param name as the table shows it
     * @param seconds of each round, ascending
     */
    record Result(String name, List<Double> seconds) {

        Result {
            seconds = seconds.stream().sorted().toList();
        }

        double median() {
            return seconds.get(seconds.size() / 2);
        }
    }

    /** Runs all rounds. */
    List<Result> run() throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                contestant.prepare().run();
                long start = System.nanoTime();
                contestant.work().run();
                seconds.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                        .add((System.nanoTime() - start) / 1e9);
            }
        }
        return seconds.entrySet().stream()
                .map(entry -> new Result(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The results as a Markdown table: median, spread, records a second, and time relative to the baseline.
     *
     * @param records that each contestant handled in a round
     */
    static String table(List<Result> results, long records) {
        StringBuilder table = new StringBuilder("""
                | contestant | median s | min to max | records/s | time, relative | speed, relative |
                |---|---|---|---|---|---|
                """);
        double baseline = results.get(0).median();
        for (Result result : results) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f to %.2f | %,.0f | %.2f | %.2f |%n",
                    result.name(),
                    result.median(),
                    result.seconds().get(0),
                    result.seconds().get(result.seconds().size() - 1),
                    records / result.median(),
                    result.median() / baseline,
                    baseline / result.median()));
        }
        return table.toString();
    }
}
