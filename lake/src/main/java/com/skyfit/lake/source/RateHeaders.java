package com.skyfit.lake.source;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers of a reply say about limits, in the dialects of Pipedrive and Zendesk. */
final class RateHeaders {

    /** Zendesk's form for the budget of one endpoint family. */
    private static final Pattern FAMILY = Pattern.compile("total=(\\d+);\\s*remaining=(\\d+);\\s*resets=(\\d+)");

    private final HttpHeaders headers;

    RateHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    /** How long the reply asks to wait: seconds or an HTTP date, else until the window resets; null if it does not say. */
    @Nullable Duration retryAfter(Instant now) {
        String value = headers.firstValue("retry-after").orElse("").strip();
        if (!value.isEmpty()) {
            try {
                return Duration.ofMillis((long) Math.max(0, Double.parseDouble(value) * 1000));
            } catch (NumberFormatException notSeconds) {
                try {
                    Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
                    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
                } catch (DateTimeException notDate) {
                    return reset();
                }
            }
        }
        return reset();
    }

    /** How long the account's own budget is empty after this reply; zero while something is left of it. */
    Duration accountClosed() {
        OptionalLong left = firstNumber("x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining");
        Duration reset = reset();
        return left.isPresent() && left.getAsLong() <= 0 && reset != null ? reset : Duration.ZERO;
    }

    /**
     * How long the budget of the endpoint's family is empty after this reply; zero while something is left of it.
     *
     * @param budget the end of the name of the header that tells
     */
    Duration familyClosed(String budget) {
        if (budget.isEmpty()) {
            return Duration.ZERO;
        }
        return headers.map().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).endsWith("ratelimit-" + budget))
                .map(header -> FAMILY.matcher(header.getValue().get(0)))
                .filter(family -> family.find() && Long.parseLong(family.group(2)) == 0)
                .map(family -> Duration.ofSeconds(Long.parseLong(family.group(3))))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    /** Whether the daily budget cannot pay for another request of that cost. */
    boolean dailyBudgetSpent(int cost) {
        OptionalLong left = firstNumber("x-daily-ratelimit-token-remaining");
        return left.isPresent() && left.getAsLong() < cost;
    }

    private @Nullable Duration reset() {
        OptionalLong seconds = firstNumber("x-ratelimit-reset", "ratelimit-reset");
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null;
    }

    private OptionalLong firstNumber(String... names) {
        for (String name : names) {
            String value = headers.firstValue(name).orElse("").strip();
            if (value.matches("\\d{1,15}")) {
                return OptionalLong.of(Long.parseLong(value));
            }
        }
        return OptionalLong.empty();
    }
}
