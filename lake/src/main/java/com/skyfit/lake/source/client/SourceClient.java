package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.limits.RateHeaders;
import com.skyfit.lake.source.limits.Throttle;
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
import java.time.Instant;
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
    private final Instant deadline;

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
        this.deadline = clock.instant().plus(patience.entityLimit());
    }

    /**
     * A client of one account. Its limits are shared by all clients that {@link #forEntity} makes of it.
     *
     * @param reservePercent of the account's daily budget that is left to other programs
     */
    public static SourceClient of(
            Account account, Patience patience, int reservePercent, InstantSource clock, ExtractionListener listener) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new SourceClient(account, "", http, new Throttle(clock, reservePercent), patience, clock, listener);
    }

    /** The same account, with counters of its own that start at zero and a time limit of its own that starts now. */
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
                .abortOn(failure -> attempts.limitsInARow >= LIMITS_IN_A_ROW || attempts.isOverdue())
                .withMaxAttempts(patience.attempts())
                .withDelayFn(context -> attempts.nextWait)
                .onFailedAttempt(event -> attempts.failed(event.getAttemptCount(), event.getLastException()))
                .onRetryScheduled(event -> announce(event.getDelay(), attempts.reason))
                .onRetry(event -> retries.incrementAndGet())
                .build();
        try {
            return Failsafe.with(retry).get(() -> proven(listing, params, timeField, lines));
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
        if (attempts.isOverdue() && cause instanceof SourceException.Unavailable unavailable) {
            return overdue(unavailable, unavailable.limited());
        }
        if (attempts.isOverdue() && cause instanceof SourceException.Unreadable unreadable) {
            return overdue(unreadable, false);
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

        boolean isOverdue() {
            return clock.instant().plus(nextWait).isAfter(deadline);
        }
    }

    private SourceException overdue(SourceException last, boolean limited) {
        return limited
                ? new SourceException.BudgetSpent(last.getMessage() + "; the wait is longer than "
                        + patience.entityLimit() + ", the time for one entity; the next run goes on from here")
                : new SourceException.Overdue(
                        last.getMessage() + "; the time for one entity, " + patience.entityLimit()
                                + ", is over; what was read so far is kept, the next run goes on from there",
                        last);
    }

    /** An attempt, and a second one at once where the source no longer takes the credentials and there are others to be had. */
    private Page proven(Listing listing, Map<String, String> params, String timeField, PageBuffer lines)
            throws SourceException, IOException, InterruptedException {
        Map<String, String> proof = account.credentials().headers();
        try {
            return attempt(listing, params, timeField, lines);
        } catch (SourceException.Refused e) {
            if (e.status() == 401 && account.credentials().replace(proof)) {
                return attempt(listing, params, timeField, lines);
            }
            throw e;
        }
    }

    private Page attempt(Listing listing, Map<String, String> params, String timeField, PageBuffer lines)
            throws SourceException, IOException, InterruptedException {
        lines.clear();
        Throttle.Pass pass = pass(listing);
        try {
            return ask(listing, params, timeField, lines, pass);
        } catch (WriteFailureStream.Failed e) {
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
        } finally {
            throttle.done(pass);
        }
    }

    private Page ask(
            Listing listing, Map<String, String> params, String timeField, PageBuffer lines, Throttle.Pass pass)
            throws SourceException, IOException, InterruptedException {
        requests.incrementAndGet();
        HttpResponse<InputStream> reply =
                http.send(request(listing.path(), params), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = new TimedBody(reply.body(), patience.attemptLimit(), bytes)) {
            RateHeaders limits = new RateHeaders(reply.headers());
            throttle.told(pass, limits);
            InputStream plain = isGzip(reply) ? new GZIPInputStream(body) : body;
            if (reply.statusCode() != 200) {
                throw refusal(listing, reply.statusCode(), limits, errorText(plain));
            }
            Page page = new PageSplitter(plain, listing.records(), timeField, new WriteFailureStream(lines)).split();
            return complete(listing, accepted(listing, page)).sentAt(limits.date());
        }
    }

    private Throttle.Pass pass(Listing listing) throws InterruptedException, SourceException {
        while (true) {
            Throttle.Answer answer = throttle.ask(listing, at(listing));
            if (answer.pass() != null) {
                return answer.pass();
            }
            if (clock.instant().plus(answer.pause()).isAfter(deadline)) {
                throw new SourceException.BudgetSpent(at(listing) + ": the rate limit asks to wait "
                        + answer.pause().toSeconds()
                        + " s, longer than this entity may take; the next run goes on from here");
            }
            announce(answer.pause(), "rate limit");
            Thread.sleep(answer.pause().plusMillis(1).toMillis());
        }
    }

    private void announce(Duration wait, String reason) {
        waitedMillis.addAndGet(wait.toMillis());
        Instant until = clock.instant().plus(wait);
        listener.waiting(account, entity, until, reason);
        LOG.info(
                "event=wait source={} scope={} entity={} until={} seconds={} reason=\"{}\"",
                account.source().name(),
                account.scope(),
                entity,
                until,
                wait.toMillis() / 1000.0,
                reason);
    }

    private HttpRequest request(String path, Map<String, String> params) throws SourceException {
        String query = params.entrySet().stream()
                .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(account.baseUrl() + path + (query.isEmpty() ? "" : "?" + query)))
                .timeout(patience.attemptLimit())
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "skyfit-data-lake");
        account.credentials().headers().forEach(request::header);
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

    /** The last page may be full, and one that tells of no next page may be the last; both at once is more likely a reply that is broken. */
    private static Page complete(Listing listing, Page page) throws SourceException.Unreadable {
        boolean silent = listing.paging() instanceof Paging.Cursor cursor
                ? page.records() >= cursor.size()
                        && (cursor.more() + cursor.end()).isEmpty()
                        && !page.tells(cursor.next())
                : listing.paging() instanceof Paging.Numbered numbered
                        && page.records() >= numbered.size()
                        && !page.tells(numbered.next());
        if (silent) {
            throw new SourceException.Unreadable("a full page does not say whether there is a next one", null);
        }
        return page;
    }

    private SourceException refusal(Listing listing, int status, RateHeaders limits, String body) {
        String said = at(listing) + ": answered " + status + quoted(body);
        if (status == 429) {
            return overLimit(listing, limits, said);
        }
        if (isTooRecent(status, body)) {
            return new SourceException.TooRecent(said);
        }
        if (status == 403 && isWebPage(body)) {
            // What stands before the API blocks an account that went on over its limits: only time helps.
            return new SourceException.Unavailable(said, patience.longestWait(), true, null);
        }
        return switch (status) {
            case 408, 409, 425 ->
                new SourceException.Unavailable(said, limits.retryAfter(clock.instant()), false, null);
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

    private SourceException overLimit(Listing listing, RateHeaders limits, String said) {
        RateHeaders.Left day = limits.day();
        if (day != null && day.remaining() < Math.max(listing.cost(), 1)) {
            return new SourceException.BudgetSpent(
                    said + "; the account's daily budget is spent, the next run goes on from here");
        }
        Duration asked = limits.retryAfter(clock.instant());
        if (asked != null) {
            throttle.close(asked);
        }
        return new SourceException.Unavailable(said, asked, true, null);
    }

    /** Zendesk's two ways to say it (its reference, start_time rules). */
    private static boolean isTooRecent(int status, String body) {
        return (status == 400 && body.contains("StartTimeTooRecent"))
                || (status == 422 && body.contains("Too recent start_time"));
    }

    private static boolean isWebPage(String body) {
        return body.stripLeading().startsWith("<");
    }

    private String at(Listing listing) {
        return account.source().name() + "." + account.scope() + "." + entity + " GET " + listing.path();
    }

    private static String errorText(InputStream body) throws IOException {
        return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
    }

    /** What the body of an error says about itself, in one short line; empty text where it says nothing. */
    static String quoted(String body) {
        try {
            return quoted(JSON.readTree(body));
        } catch (JacksonException e) {
            return isWebPage(body) ? " (an HTML page)" : cut(body);
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
