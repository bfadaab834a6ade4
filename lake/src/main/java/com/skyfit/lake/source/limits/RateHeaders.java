package com.skyfit.lake.source.limits;

import com.skyfit.lake.catalog.Limits;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headers of a reply say about limits: {@code Retry-After} and {@code Date} of HTTP, and those that the catalog names. */
public final class RateHeaders {

    /** One number of a header that holds several. */
    private static final Pattern NUMBER = Pattern.compile("(\\w+)=(\\d{1,15})");

    private final HttpHeaders headers;
    private final Limits limits;

    /**
     * Reads nothing yet.
     *
     * @param limits the headers of the source
     */
    public RateHeaders(HttpHeaders headers, Limits limits) {
        this.headers = headers;
        this.limits = limits;
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
        return left(limits.account());
    }

    /** What is left of the day's budget; null where the reply does not say. */
    public @Nullable Left day() {
        return left(limits.day());
    }

    private @Nullable Left left(Limits.Headers names) {
        OptionalLong remaining = firstNumber(names.remaining());
        return remaining.isEmpty()
                ? null
                : new Left(
                        remaining.getAsLong(),
                        firstNumber(names.total()).orElse(0),
                        seconds(firstNumber(names.resets())));
    }

    /**
     * What is left of a budget that endpoints share; null where the reply does not say.
     *
     * @param budget its name in the catalog
     */
    public @Nullable Left shared(String budget) {
        Limits.Shared shared = limits.shared();
        if (shared == null) {
            return null;
        }
        String value = headers.firstValue(shared.header().replace(Limits.BUDGET, budget))
                .orElse("");
        Map<String, Long> numbers = new HashMap<>();
        NUMBER.matcher(value)
                .results()
                .forEach(number -> numbers.putIfAbsent(number.group(1), Long.parseLong(number.group(2))));
        Long remaining = numbers.get(shared.remaining());
        return remaining == null
                ? null
                : new Left(
                        remaining,
                        numbers.getOrDefault(shared.total(), 0L),
                        numbers.containsKey(shared.resets()) ? Duration.ofSeconds(numbers.get(shared.resets())) : null);
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
        return seconds(firstNumber(limits.account().resets()));
    }

    private static @Nullable Duration seconds(OptionalLong seconds) {
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null;
    }

    private OptionalLong firstNumber(List<String> names) {
        for (String name : names) {
            String value = headers.firstValue(name).orElse("").strip();
            if (value.matches("\\d{1,15}")) {
                return OptionalLong.of(Long.parseLong(value));
            }
        }
        return OptionalLong.empty();
    }
}
