package com.skyfit.simulator;

/**
 * How much the simulated accounts may be asked.
 *
 * @param pipedriveBurst requests of one token in two seconds
 * @param pipedriveDaily tokens of one company in a day; each request costs what the real one costs
 * @param zendeskPerMinute requests of the account
 * @param exportsPerMinute requests of all time-based incremental exports together
 * @param cursorExportsPerMinute requests of all cursor-based incremental exports together
 */
public record Limits(
        int pipedriveBurst,
        long pipedriveDaily,
        int zendeskPerMinute,
        int exportsPerMinute,
        int cursorExportsPerMinute) {

    /** So wide that nobody reaches them. */
    public static Limits generous() {
        return new Limits(1_000_000, 1_000_000_000, 1_000_000, 1_000_000, 1_000_000);
    }

    /** Those of SkyFit's plans: Pipedrive Premium with five seats, Zendesk Suite Professional. */
    public static Limits real() {
        return new Limits(100, 30_000L * 5 * 5, 400, 10, 20);
    }
}
