package com.skyfit.lake.source.limits;

import com.skyfit.lake.catalog.Limits;
import java.math.BigDecimal;
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

    /** A number of seconds, as headers give it. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");

    /** In September 2001. A smaller number of seconds is a wait, if a long one. */
    private static final BigDecimal FIRST_MOMENT = BigDecimal.valueOf(1_000_000_000);

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
        if (SECONDS.matcher(value).matches()) {
            return wait(new BigDecimal(value), now);
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException notDate) {
            return wait(firstNumber(limits.account().resets()), now);
        }
    }

    /**
     * The wait that a number means. If it would be decades, it is not a duration but a time, in seconds since 1970 or milliseconds, as some
     * proxies and APIs give it: then the wait ends at that time by the source's clock.
     */
    private Duration wait(BigDecimal number, Instant now) {
        if (number.compareTo(FIRST_MOMENT) < 0) {
            return Duration.ofMillis(number.movePointRight(3).longValue());
        }
        Instant present = date() == null ? now : date();
        long millis = number.compareTo(FIRST_MOMENT.movePointRight(2)) < 0
                ? number.movePointRight(3).longValue()
                : number.longValue();
        Instant until = Instant.ofEpochMilli(millis);
        return until.isAfter(present) ? Duration.between(present, until) : Duration.ZERO;
    }

    private @Nullable Duration wait(OptionalLong number, Instant now) {
        return number.isPresent() ? wait(BigDecimal.valueOf(number.getAsLong()), now) : null;
    }

    /**
     * The report of a reply about one budget.
     *
     * @param remaining units after this request
     * @param total units of a full window; 0 if it is not reported
     * @param reset until the next window; null if it is not reported
     */
    public record Left(long remaining, long total, @Nullable Duration reset) {}

    /** What is left of the account's own budget; null if the reply does not say. */
    public @Nullable Left account(Instant now) {
        return left(limits.account(), now);
    }

    /** What is left of the day's budget; null if the reply does not say. */
    public @Nullable Left day(Instant now) {
        return left(limits.day(), now);
    }

    private @Nullable Left left(Limits.Headers names, Instant now) {
        OptionalLong remaining = firstNumber(names.remaining());
        return remaining.isEmpty()
                ? null
                : new Left(
                        remaining.getAsLong(),
                        firstNumber(names.total()).orElse(0),
                        wait(firstNumber(names.resets()), now));
    }

    /**
     * What is left of a budget that endpoints share; null if the reply does not say.
     *
     * @param budget its name in the catalog
     */
    public @Nullable Left shared(String budget, Instant now) {
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
                        numbers.containsKey(shared.resets())
                                ? wait(BigDecimal.valueOf(numbers.get(shared.resets())), now)
                                : null);
    }

    /** The source's own clock when it replied, in whole seconds; null if it does not say. */
    public @Nullable Instant date() {
        try {
            return ZonedDateTime.parse(headers.firstValue("date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
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
