package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.source.Budget;
import com.skyfit.simulator.source.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of a company: requests in two seconds, and tokens in a day, of which every request costs some. */
final class CompanyQuota {

    static final Duration BURST_WINDOW = Duration.ofSeconds(2);

    /** Those of the plan Premium with five seats. */
    static final long BURST = 100;

    static final long DAILY = 30_000L * 5 * 5;

    private static final int IGNORED_BEFORE_BLOCK = 30;

    private final Budget burst;
    private final Budget day;
    private int ignored;
    private long refusals;

    CompanyQuota(Budget burst, Budget day) {
        this.burst = burst;
        this.day = day;
    }

    /** Charges the cost of a request; null if the budget allows it, else the reply, which is a block for clients that ignore limits. */
    @Nullable Reply refusal(int cost) {
        if (burst.take(1) && day.take(cost)) {
            ignored = 0;
            return null;
        }
        refusals++;
        return ++ignored > IGNORED_BEFORE_BLOCK ? PipedriveErrors.blocked() : PipedriveErrors.overLimit();
    }

    long refusals() {
        return refusals;
    }

    /** What every reply reports about the remaining budget. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-ratelimit-limit", String.valueOf(burst.total()));
        headers.put("x-ratelimit-remaining", String.valueOf(burst.remaining()));
        headers.put("x-ratelimit-reset", String.valueOf(BURST_WINDOW.toSeconds()));
        headers.put("x-daily-ratelimit-token-limit", String.valueOf(day.total()));
        headers.put("x-daily-ratelimit-token-remaining", String.valueOf(day.remaining()));
        return headers;
    }
}
