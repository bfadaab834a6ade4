package com.skyfit.lake.source;

import com.skyfit.lake.catalog.Listing;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one account for pages, as patiently and as slowly as its limits want. Never follows a redirect, so that a token goes to no other
 * host. Safe for use by several threads.
 */
public final class SourceClient {

    private static final Logger LOG = LoggerFactory.getLogger(SourceClient.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST_ERROR = 16 << 10;
    private static final int LONGEST_QUOTE = 200;

    /** So many rate limits in a row mean that it is not the short window that is empty. */
    private static final int LIMITS_IN_A_ROW = 10;

    private final Account account;
    private final String entity;
    private final HttpClient http;
    private final Throttle throttle;
    private final Patience patience;
    private final InstantSource clock;
    private final ExtractionListener listener;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong waitedMillis = new AtomicLong();

    private SourceClient(
            Account account,
            String entity,
            HttpClient http,
            Throttle throttle,
            Patience patience,
            InstantSource clock,
            ExtractionListener listener) {
        this.account = account;
        this.entity = entity;
        this.http = http;
        this.throttle = throttle;
        this.patience = patience;
        this.clock = clock;
        this.listener = listener;
    }

    /** A client of one account. Its limits are shared by all clients that {@link #forEntity} makes of it. */
    public static SourceClient of(
            Account account, Patience patience, InstantSource clock, ExtractionListener listener) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new SourceClient(account, "", http, new Throttle(clock), patience, clock, listener);
    }

    /** The same account, with counters of its own that start at zero. */
    public SourceClient forEntity(String name) {
        return new SourceClient(account, name, http, throttle, patience, clock, listener);
    }

    /** Whom it asks. */
    public Account account() {
        return account;
    }

    /** What this client's requests took so far. */
    public RequestCounts counts() {
        return new RequestCounts(requests.get(), retries.get(), bytes.get(), waitedMillis.get() / 1000.0);
    }

    /**
     * Reads one page, over and over if need be.
     *
     * @param params all of the request's parameters; never a secret
     * @param timeField name of the record field that holds its source time; empty text for none
     * @param lines is cleared, then takes the page's records one a line
     * @throws SourceException the last reason, when patience is at its end or another attempt would not help
     * @throws InterruptedException if the thread is interrupted
     */
    public Page page(Listing listing, Map<String, String> params, String timeField, PageBuffer lines)
            throws SourceException, IOException, InterruptedException {
        Attempts attempts = new Attempts();
        RetryPolicy<Page> retry = RetryPolicy.<Page>builder()
                .handle(SourceException.Unavailable.class, SourceException.Unreadable.class)
                .abortOn(failure -> attempts.limitsInARow >= LIMITS_IN_A_ROW)
                .withMaxAttempts(patience.attempts())
                .withDelayFn(context -> attempts.nextWait)
                .onFailedAttempt(event -> attempts.failed(event.getAttemptCount(), event.getLastException()))
                .onRetryScheduled(event -> announce(event.getDelay(), attempts.reason))
                .onRetry(event -> retries.incrementAndGet())
                .build();
        try {
            return Failsafe.with(retry).get(() -> attempt(listing, params, timeField, lines));
        } catch (FailsafeException e) {
            throw unwrapped(listing, attempts, e);
        }
    }

    private SourceException unwrapped(Listing listing, Attempts attempts, FailsafeException e)
            throws IOException, InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof SourceException.Unavailable unavailable && attempts.limitsInARow >= LIMITS_IN_A_ROW) {
            return new SourceException.BudgetSpent(at(listing) + ": the rate limit answered " + LIMITS_IN_A_ROW
                    + " times in a row, the daily budget seems spent (" + unavailable.getMessage()
                    + "); the next run goes on from here");
        }
        if (cause instanceof SourceException refused) {
            return refused;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof IOException io) {
            throw io;
        }
        throw e;
    }

    /** What one call of {@link #page} has met so far. */
    private final class Attempts {
        private Duration nextWait = Duration.ZERO;
        private String reason = "";
        private int limitsInARow;

        void failed(int count, @Nullable Throwable failure) {
            Duration asked = null;
            reason = failure == null ? "" : String.valueOf(failure.getMessage());
            if (failure instanceof SourceException.Unavailable unavailable) {
                asked = unavailable.waitAsked();
                limitsInARow = unavailable.limited() ? limitsInARow + 1 : 0;
            } else {
                limitsInARow = 0;
            }
            nextWait = patience.waitAfter(count, asked);
        }
    }

    private Page attempt(Listing listing, Map<String, String> params, String timeField, PageBuffer lines)
            throws SourceException, IOException, InterruptedException {
        waitForBudget(listing);
        lines.clear();
        HttpRequest request = request(listing.path(), params);
        requests.incrementAndGet();
        try {
            HttpResponse<InputStream> reply = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new TimedBody(reply.body(), patience.attemptLimit(), bytes)) {
                RateHeaders limits = new RateHeaders(reply.headers());
                throttle.close("", limits.accountClosed());
                throttle.close(listing.budget(), limits.familyClosed(listing.budget()));
                InputStream plain = isGzip(reply) ? new GZIPInputStream(body) : body;
                if (reply.statusCode() != 200) {
                    throw refusal(listing, reply.statusCode(), limits, errorText(plain));
                }
                Page page = new PageSplitter(plain, listing.records(), timeField, new WriteFailures(lines)).split();
                return accepted(listing, page);
            }
        } catch (WriteFailures.Failed e) {
            throw e.failure();
        } catch (SourceException.Unreadable e) {
            throw new SourceException.Unreadable(at(listing) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SourceException.Unavailable(
                    at(listing) + ": no reply (" + e.getClass().getSimpleName()
                            + (e.getMessage() == null ? "" : ": " + e.getMessage()) + ")",
                    null,
                    false,
                    e);
        }
    }

    private void waitForBudget(Listing listing) throws InterruptedException {
        Duration wait = throttle.waitFor(listing.budget());
        while (!wait.isZero()) {
            announce(wait, "rate limit");
            Thread.sleep(wait.plusMillis(1).toMillis());
            wait = throttle.waitFor(listing.budget());
        }
    }

    private void announce(Duration wait, String reason) {
        waitedMillis.addAndGet(wait.toMillis());
        listener.waiting(account, wait, reason);
        LOG.info(
                "event=wait source={} scope={} entity={} until={} seconds={} reason=\"{}\"",
                account.source().name(),
                account.scope(),
                entity,
                clock.instant().plus(wait),
                wait.toMillis() / 1000.0,
                reason);
    }

    private HttpRequest request(String path, Map<String, String> params) {
        String query = params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(account.baseUrl() + path + (query.isEmpty() ? "" : "?" + query)))
                .timeout(patience.attemptLimit())
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "skyfit-data-lake");
        account.headers().forEach(request::header);
        return request.GET().build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static boolean isGzip(HttpResponse<?> reply) {
        return reply.headers().firstValue("content-encoding").orElse("").equalsIgnoreCase("gzip");
    }

    /** A source that says "success": false with 200 has refused all the same (Pipedrive's reference, envelopes). */
    private Page accepted(Listing listing, Page page) throws SourceException.Refused {
        String field = account.source().successField();
        if (!field.isEmpty()
                && page.envelope().path(field).isBoolean()
                && !page.envelope().path(field).asBoolean()) {
            throw new SourceException.Refused(
                    200, at(listing) + ": answered 200 with " + field + "=false" + quoted(page.envelope()));
        }
        return page;
    }

    private SourceException refusal(Listing listing, int status, RateHeaders limits, String body) {
        String said = at(listing) + ": answered " + status + quoted(body);
        if (limits.dailyBudgetSpent(Math.max(listing.cost(), 1)) && status == 429) {
            return new SourceException.BudgetSpent(
                    said + "; the account's daily budget is spent, the next run goes on from here");
        }
        return switch (status) {
            case 408, 409, 425, 429 ->
                new SourceException.Unavailable(said, limits.retryAfter(clock.instant()), status == 429, null);
            case 401 ->
                new SourceException.Refused(
                        status,
                        said + "; the account's token is wrong or no longer valid: set a new one in "
                                + account.secretSetting());
            case 403 ->
                new SourceException.Refused(
                        status,
                        said + "; the token of " + account.secretSetting()
                                + " may not read this: give its user the right");
            default ->
                status >= 500
                        ? new SourceException.Unavailable(said, limits.retryAfter(clock.instant()), false, null)
                        : new SourceException.Refused(status, said);
        };
    }

    private String at(Listing listing) {
        return account.source().name() + "." + account.scope() + "." + entity + " GET " + listing.path();
    }

    private static String errorText(InputStream body) throws IOException {
        return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
    }

    private static String quoted(String body) {
        try {
            return quoted(JSON.readTree(body));
        } catch (JacksonException e) {
            return body.stripLeading().startsWith("<") ? " (an HTML page)" : cut(body);
        }
    }

    /** What an error envelope of either source says about itself. */
    private static String quoted(JsonNode envelope) {
        JsonNode error = envelope.path("error");
        JsonNode first = envelope.path("errors").path(0);
        String text = error.isObject() ? error.path("message").asString("") : error.asString("");
        String more = envelope.path("description")
                .asString(envelope.path("error_info").asString(""));
        String listed = first.path("title").asString(first.path("code").asString(""));
        return cut(String.join(" ", text, more, listed).strip());
    }

    private static String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.isEmpty()
                ? ""
                : ": " + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line);
    }
}
