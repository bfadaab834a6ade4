package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.Budget;
import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.source.Reply;
import com.skyfit.simulator.source.Surroundings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much the account may be asked in a minute: in all, and of each family of exports. The real limits are those of Suite Professional. */
final class ZendeskQuota {

    private static final String EXPORTS = "incremental-exports";
    private static final String CURSOR_EXPORTS = "incremental-exports-cursor";

    private final Budget account;
    private final Map<String, Budget> families;
    private long refusals;

    ZendeskQuota(Surroundings surroundings) {
        Limits limits = surroundings.limits();
        Duration minute = Duration.ofMinutes(1);
        this.account = surroundings.budget(limits.of(Limits.ZENDESK_PER_MINUTE, 400), minute);
        this.families = Map.of(
                EXPORTS, surroundings.budget(limits.of(Limits.ZENDESK_EXPORTS, 10), minute),
                CURSOR_EXPORTS, surroundings.budget(limits.of(Limits.ZENDESK_CURSOR_EXPORTS, 20), minute));
    }

    /** The family of a path; empty text for one that only the account's limit meets. */
    static String family(String path) {
        if (!path.startsWith("/api/v2/incremental/")) {
            return "";
        }
        return path.endsWith("/cursor") ? CURSOR_EXPORTS : EXPORTS;
    }

    /** Takes a request; null if it is within the limits, else the answer to it. */
    @Nullable Reply refusal(String family) {
        if (!account.take(1)) {
            refusals++;
            return ZendeskErrors.accountOverLimit(account.resetSeconds());
        }
        Budget budget = families.get(family);
        if (budget != null && !budget.take(1)) {
            refusals++;
            return ZendeskErrors.familyOverLimit(budget.resetSeconds());
        }
        return null;
    }

    long refusals() {
        return refusals;
    }

    /** What every reply reports about the remaining budget. */
    Map<String, String> headers(String family) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-rate-limit", String.valueOf(account.total()));
        headers.put("x-rate-limit-remaining", String.valueOf(account.remaining()));
        headers.put("ratelimit-limit", String.valueOf(account.total()));
        headers.put("ratelimit-remaining", String.valueOf(account.remaining()));
        headers.put("ratelimit-reset", String.valueOf(account.resetSeconds()));
        headers.put("x-zendesk-api-version", "v2");
        Budget budget = families.get(family);
        if (budget != null) {
            headers.put(
                    "zendesk-ratelimit-" + family,
                    "total=" + budget.total() + "; remaining=" + budget.remaining() + "; resets="
                            + budget.resetSeconds());
        }
        return headers;
    }
}
