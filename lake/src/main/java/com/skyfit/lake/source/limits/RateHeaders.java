package com.skyfit.lake.source.limits;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers of a reply say about limits, in the dialects of Pipedrive and Zendesk. */
public final class RateHeaders {

    /** Zendesk's form for the budget of one endpoint family. */
    private static final Pattern FAMILY = Pattern.compile("total=(\\d+);\\s*remaining=(\\d+);\\s*resets=(\\d+)");

    private final HttpHeaders headers;

    public RateHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    /** How long the reply asks to wait: seconds or an HTTP date, else until the window resets; null if it does not say. */
    public @Nullable Duration retryAfter(Instant now) {
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

    /**
     * What a reply says of one budget.
     *
     * @param remaining units after this request
     * @param total units of a whole window; 0 where it is not told
     * @param reset until the next window; null where it is not told
     */
    public record Left(long remaining, long total, @Nullable Duration reset) {}

    /** What is left of the account's own budget; null where the reply does not say. */
    public @Nullable Left account() {
        OptionalLong left = firstNumber("x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining");
        return left.isEmpty()
                ? null
                : new Left(
                        left.getAsLong(),
                        firstNumber("x-ratelimit-limit", "ratelimit-limit", "x-rate-limit")
                                .orElse(0),
                        reset());
    }

    /**
     * What is left of the budget of the endpoint's family; null where the reply does not say.
     *
     * @param budget the end of the name of the header that tells
     */
    public @Nullable Left family(String budget) {
        return headers.map().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).endsWith("ratelimit-" + budget))
                .map(header -> FAMILY.matcher(header.getValue().get(0)))
                .filter(Matcher::find)
                .map(family -> new Left(
                        Long.parseLong(family.group(2)),
                        Long.parseLong(family.group(1)),
                        Duration.ofSeconds(Long.parseLong(family.group(3)))))
                .findFirst()
                .orElse(null);
    }

    /** What is left of the day's budget; null where the reply does not say. */
    public @Nullable Left day() {
        OptionalLong left = firstNumber("x-daily-ratelimit-token-remaining");
        return left.isEmpty()
                ? null
                : new Left(
                        left.getAsLong(),
                        firstNumber("x-daily-ratelimit-token-limit").orElse(0),
                        null);
    }

    /** The source's own clock when it replied, in whole seconds; null where it does not say. */
    public @Nullable Instant date() {
        try {
            return ZonedDateTime.parse(headers.firstValue("date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
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
