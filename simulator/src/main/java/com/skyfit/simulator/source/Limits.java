package com.skyfit.simulator.source;

import java.util.HashMap;
import java.util.Map;

/**
 * How much the simulated accounts may be asked. Every source names its limits itself and asks for them by {@link #of}, so that a further
 * source needs no change here. Immutable.
 */
public final class Limits {

    public static final String PIPEDRIVE_BURST = "pipedrive.burst";
    public static final String PIPEDRIVE_DAILY = "pipedrive.daily";
    public static final String ZENDESK_PER_MINUTE = "zendesk.per_minute";
    public static final String ZENDESK_EXPORTS = "zendesk.exports_per_minute";
    public static final String ZENDESK_CURSOR_EXPORTS = "zendesk.cursor_exports_per_minute";

    private static final long UNREACHED = 1_000_000;

    private final boolean real;
    private final Map<String, Long> set;

    private Limits(boolean real, Map<String, Long> set) {
        this.real = real;
        this.set = Map.copyOf(set);
    }

    /**
     * Those of Pipedrive and Zendesk; those of other sources are so wide that nobody reaches them.
     *
     * @param pipedriveBurst requests of one token in two seconds
     * @param pipedriveDaily tokens of one company in a day; each request has its real cost
     * @param zendeskPerMinute requests of the account
     * @param exportsPerMinute requests of all time-based incremental exports together
     * @param cursorExportsPerMinute requests of all cursor-based incremental exports together
     */
    public Limits(
            int pipedriveBurst,
            long pipedriveDaily,
            int zendeskPerMinute,
            int exportsPerMinute,
            int cursorExportsPerMinute) {
        this(
                false,
                Map.of(
                        PIPEDRIVE_BURST, (long) pipedriveBurst,
                        PIPEDRIVE_DAILY, pipedriveDaily,
                        ZENDESK_PER_MINUTE, (long) zendeskPerMinute,
                        ZENDESK_EXPORTS, (long) exportsPerMinute,
                        ZENDESK_CURSOR_EXPORTS, (long) cursorExportsPerMinute));
    }

    /** So wide that nobody reaches them. */
    public static Limits generous() {
        return new Limits(false, Map.of(PIPEDRIVE_DAILY, 1_000 * UNREACHED));
    }

    /** Those of SkyFit's plans, as each source knows them. */
    public static Limits real() {
        return new Limits(true, Map.of());
    }

    /** One limit set, the others as they are. */
    public Limits with(String name, long value) {
        Map<String, Long> more = new HashMap<>(set);
        more.put(name, value);
        return new Limits(real, more);
    }

    /**
     * A limit.
     *
     * @param name the source's name, a dot, its own
     * @param ofPlan the real plan's limits
     */
    public long of(String name, long ofPlan) {
        return set.getOrDefault(name, real ? ofPlan : UNREACHED);
    }
}
