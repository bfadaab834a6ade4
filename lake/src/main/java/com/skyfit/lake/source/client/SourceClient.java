package com.skyfit.lake.source.client;

import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.limits.Throttle;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one account for pages, as patiently and as slowly as its limits want. Never follows a redirect, so that a token goes to no other
 * host. Safe for use by several threads.
 */
public final class SourceClient {

    private static final Logger LOG = LoggerFactory.getLogger(SourceClient.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

    /** After this many rate limits in a row, it is not the short window that is exhausted. */
    private static final int LIMITS_IN_A_ROW = 10;

    private final Account account;
    private final String entity;
    private final HttpClient http;
    private final Throttle throttle;
    private final Patience patience;
    private final InstantSource clock;
    private final ExtractionListener listener;
    private final Attempt attempt;
    private final Instant deadline;
    private final long mostRequests;

    /** The listings whose replies have been right at least once. */
    private final Set<String> proven = ConcurrentHashMap.newKeySet();

    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong waitedMillis = new AtomicLong();

    private SourceClient(
            Account account,
            String entity,
            HttpClient http,
            Throttle throttle,
            Patience patience,
            InstantSource clock,
            ExtractionListener listener,
            long mostRequests) {
        this.account = account;
        this.entity = entity;
        this.mostRequests = mostRequests;
        this.http = http;
        this.throttle = throttle;
        this.patience = patience;
        this.clock = clock;
        this.listener = listener;
        Refusals refusals = new Refusals(account, throttle, clock, patience.longestWait());
        this.attempt = new Attempt(account, entity, http, throttle, refusals, patience.attemptLimit());
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
        return new SourceClient(
                account,
                "",
                http,
                new Throttle(clock, reservePercent),
                patience,
                clock,
                listener,
                Entity.USUAL_MOST_REQUESTS);
    }

    /** The same account, with separate counters that start at zero, a separate time limit that starts now, and the entity's own limit of requests. */
    public SourceClient forEntity(Entity asked) {
        return new SourceClient(account, asked.name(), http, throttle, patience, clock, listener, asked.mostRequests());
    }

    /**
     * Says that the replies of a listing were right in earlier runs: one that is misshapen now is the source's fault, and may pass. Else it is the
     * catalog's, and another attempt is in vain.
     */
    public void readBefore(Listing listing) {
        proven.add(listing.name());
    }

    /** Whom it asks. */
    public Account account() {
        return account;
    }

    /** What this client's requests took so far. */
    public RequestCounts counts() {
        return new RequestCounts(attempt.requests(), retries.get(), attempt.bytes(), waitedMillis.get() / 1000.0);
    }

    /**
     * Reads one page, over and over if need be.
     *
     * @throws SourceException the last reason, when patience is at its end or another attempt would not help, or the entity has had as many
     *     requests as it may in a run
     * @throws InterruptedException if the thread is interrupted
     */
    public Page page(PageRequest request) throws SourceException, IOException, InterruptedException {
        Attempts attempts = new Attempts();
        RetryPolicy<Page> retry = RetryPolicy.<Page>builder()
                .handleIf(failure -> failure instanceof SourceException reason && mayPass(request, reason))
                .abortOn(failure -> attempts.limitsInARow >= LIMITS_IN_A_ROW || attempts.isOverdue())
                .withMaxAttempts(patience.attempts())
                .withDelayFn(context -> attempts.nextWait)
                .onFailedAttempt(event -> attempts.failed(event.getAttemptCount(), event.getLastException()))
                .onRetryScheduled(event -> announce(event.getDelay(), attempts.reason))
                .onRetry(event -> retries.incrementAndGet())
                .build();
        try {
            Page page = Failsafe.with(retry).get(() -> proven(request));
            readBefore(request.listing());
            return page;
        } catch (FailsafeException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SourceException reason) {
                throw givenUp(request, attempts, reason);
            }
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    private boolean mayPass(PageRequest request, SourceException reason) {
        return reason.mayPass()
                && (!reason.ofShape() || proven.contains(request.listing().name()));
    }

    /** What one call of {@link #page} has met so far. */
    private final class Attempts {
        private Duration nextWait = Duration.ZERO;
        private String reason = "";
        private int limitsInARow;

        void failed(int count, @Nullable Throwable failure) {
            Duration asked = null;
            boolean limited = false;
            reason = failure == null ? "" : String.valueOf(failure.getMessage());
            if (failure instanceof SourceException source) {
                asked = source.waitAsked();
                limited = source.limited();
            }
            limitsInARow = limited ? limitsInARow + 1 : 0;
            nextWait = patience.waitAfter(count, asked);
        }

        boolean isOverdue() {
            return clock.instant().plus(nextWait).isAfter(deadline);
        }
    }

    /** The reason for the caller: the last one, or that time or budget is exhausted. */
    private SourceException givenUp(PageRequest request, Attempts attempts, SourceException last) {
        if (!mayPass(request, last)) {
            return last;
        }
        if (attempts.limitsInARow >= LIMITS_IN_A_ROW) {
            return new SourceException.BudgetSpent(attempt.at(request.listing()) + ": rate limited "
                    + LIMITS_IN_A_ROW + " times in a row, the daily budget seems exhausted (" + last.getMessage()
                    + "); the next run resumes here");
        }
        if (!attempts.isOverdue()) {
            return last;
        }
        return last.limited()
                ? new SourceException.BudgetSpent(last.getMessage() + "; the wait would be longer than "
                        + patience.entityLimit() + ", the time limit for one entity; the next run resumes here")
                : new SourceException.Overdue(
                        last.getMessage() + "; the time limit for one entity, " + patience.entityLimit()
                                + ", has passed; what was read so far is kept, the next run resumes from there",
                        last);
    }

    /** An attempt, and a second one at once if the source no longer accepts the credentials and others are available. */
    private Page proven(PageRequest request) throws SourceException, IOException, InterruptedException {
        Map<String, String> proof = account.credentials().headers();
        try {
            return attempt(request);
        } catch (SourceException.Refused e) {
            if (e.status() == 401 && account.credentials().replace(proof)) {
                return attempt(request);
            }
            throw e;
        }
    }

    private Page attempt(PageRequest request) throws SourceException, IOException, InterruptedException {
        request.lines().clear();
        if (attempt.requests() >= mostRequests) {
            throw new SourceException.TooManyRequests(attempt.at(request.listing()) + ": " + mostRequests
                    + " requests in one run are all that the catalog allows the entity; what was read so far is kept,"
                    + " the next run resumes there. If its list does not end, check 'paging' in the catalog; if it is really that"
                    + " large, raise 'most_requests' in your own catalog file");
        }
        return attempt.read(request, pass(request.listing()));
    }

    private Throttle.Pass pass(Listing listing) throws InterruptedException, SourceException {
        while (true) {
            Throttle.Answer answer = throttle.ask(listing, attempt.at(listing));
            if (answer.pass() != null) {
                return answer.pass();
            }
            if (clock.instant().plus(answer.pause()).isAfter(deadline)) {
                throw new SourceException.BudgetSpent(attempt.at(listing) + ": the rate limit requires a wait of "
                        + answer.pause().toSeconds()
                        + " s, longer than this entity may take; the next run resumes here");
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
}
