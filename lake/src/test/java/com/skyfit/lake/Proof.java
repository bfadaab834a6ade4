package com.skyfit.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * How much a test of a promise tries, and with which chance. A usual build takes a sample with a new seed each time;
 * {@code ./mvnw verify -Dskyfit.proof=full} tries everything and writes what it found into {@code docs/reliability.md};
 * {@code -Dskyfit.seed=N} repeats a run that failed.
 */
public final class Proof {

    private static final boolean FULL =
            System.getProperty("skyfit.proof", "sample").equals("full");
    private static final Path PAGE = Path.of("..", "docs", "reliability.md");

    private Proof() {}

    /** How many tries: the first number in a usual build, the second in a full one. */
    public static int tries(int sample, int full) {
        return FULL ? full : sample;
    }

    /** The seed of this run of a test; printed, so that a failure can be repeated. */
    public static long seed(String test) {
        String wanted = System.getProperty("skyfit.seed", "");
        long seed = wanted.isEmpty() ? new Random().nextInt(1_000_000_000) : Long.parseLong(wanted);
        System.out.printf(
                Locale.ROOT,
                "%s: seed %d (repeat with -Dskyfit.seed=%d), %s%n",
                test,
                seed,
                seed,
                FULL ? "full" : "sample");
        return seed;
    }

    /**
     * Publishes what a test found: prints it, and in a full run writes it into its section of the page.
     *
     * @param section the name of the section's markers
     * @param markdown what stands between them
     */
    public static void publish(String section, String markdown) throws IOException {
        System.out.println(markdown);
        if (!FULL) {
            return;
        }
        synchronized (Proof.class) {
            String page = Files.readString(PAGE);
            String begin = "<!-- " + section + ": written by the full run -->";
            String end = "<!-- end of " + section + " -->";
            int from = page.indexOf(begin);
            int to = page.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalStateException(
                        PAGE + " has no section '" + section + "': expected " + begin + " ... " + end);
            }
            Files.writeString(
                    PAGE,
                    page.substring(0, from + begin.length()) + "\n" + markdown.strip() + "\n" + page.substring(to));
        }
    }
}
