package com.skyfit.lake.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which a source reports what is left of its limits. If it reports nothing, only its refusals and {@code Retry-After} hold
 * requests back.
 *
 * @param account the account's own budget of requests
 * @param day the account's budget of a day, which {@link Listing#cost} draws on
 * @param shared the budgets that endpoints share, {@link Listing#budget}; null if none is reported
 */
public record Limits(Headers account, Headers day, @Nullable Shared shared) {

    /** What stands in {@link Shared#header} for the budget's name. */
    public static final String BUDGET = "{budget}";

    /** If nothing is reported. */
    public static final Limits UNTOLD = new Limits(Headers.NONE, Headers.NONE, null);

    /**
     * Names of headers with one number each. The first applies that a reply has.
     *
     * @param remaining units left after the request; without one nothing is known of the budget
     * @param total units of a full window
     * @param resets seconds until the next window
     */
    public record Headers(List<String> remaining, List<String> total, List<String> resets) {

        /** Of a budget that is not reported. */
        public static final Headers NONE = new Headers(List.of(), List.of(), List.of());

        public Headers {
            remaining = List.copyOf(remaining);
            total = List.copyOf(total);
            resets = List.copyOf(resets);
        }
    }

    /**
     * One header for each shared budget, which holds all its numbers: {@code total=10; remaining=9; resets=48}.
     *
     * @param header its name, with {@link #BUDGET} in place of the budget's
     * @param remaining the name of the number of units left after the request
     * @param total the name of the number of units of a full window
     * @param resets the name of the number of seconds until the next window
     */
    public record Shared(String header, String remaining, String total, String resets) {}
}
