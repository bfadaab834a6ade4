package com.skyfit.lake.source.limits;

import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delays the requests of one account while one of its budgets is empty. It learns from the replies, so that a limit is seen before it is
 * broken, also by several requests at a time. Safe for use by several threads.
 */
public final class Throttle {

    private final InstantSource clock;
    private final int reservePercent;
    private final Map<String, Budget> windows = new HashMap<>();
    private final Budget day = new Budget();

    /**
     * Takes how much of the daily budget is not for this program.
     *
     * @param reservePercent of the day's total, from 0
     */
    public Throttle(InstantSource clock, int reservePercent) {
        this.clock = clock;
        this.reservePercent = reservePercent;
    }

    /**
     * Leave for one request.
     *
     * @param budget name of the budget it uses beside the account's own
     */
    public record Pass(String budget, Budget.Draw own, Budget.@Nullable Draw shared, Budget.Draw day) {}

    /**
     * An answer to somebody who wants to ask.
     *
     * @param pass leave to go; null if there is none yet
     * @param pause before asking for leave again; zero with a pass
     */
    public record Answer(@Nullable Pass pass, Duration pause) {}

    /**
     * Asks for permission. Waits while the first request that uses a budget is in flight: its reply will report how much is left.
     *
     * @throws SourceException.BudgetSpent if the day's budget cannot pay for it
     */
    public synchronized Answer ask(Listing listing, String at)
            throws InterruptedException, SourceException.BudgetSpent {
        Budget own = window("");
        Budget shared = listing.budget().isEmpty() ? null : window(listing.budget());
        while (own.awaitsFirstReply() || day.awaitsFirstReply() || (shared != null && shared.awaitsFirstReply())) {
            wait();
        }
        long reserve = day.total() * reservePercent / 100;
        if (day.isShort(listing.cost(), reserve)) {
            throw new SourceException.BudgetSpent(at + ": " + Math.max(0, day.room()) + " of the day's " + day.total()
                    + " tokens are left; a request costs " + listing.cost() + " and " + reserve
                    + " are kept for the company's other programs; the next run resumes here");
        }
        Instant now = clock.instant();
        Duration pause = own.closed(now, 1);
        if (shared != null && shared.closed(now, 1).compareTo(pause) > 0) {
            pause = shared.closed(now, 1);
        }
        if (!pause.isZero()) {
            return new Answer(null, pause);
        }
        return new Answer(
                new Pass(
                        listing.budget(),
                        own.take(1),
                        shared == null ? null : shared.take(1),
                        day.take(listing.cost())),
                Duration.ZERO);
    }

    /** A reply has arrived, and its headers report what is left. */
    public synchronized void told(Pass pass, RateHeaders headers) {
        Instant now = clock.instant();
        window("").told(pass.own(), headers.account(now), now);
        day.told(pass.day(), headers.day(now), now);
        if (pass.shared() != null) {
            window(pass.budget()).told(pass.shared(), headers.shared(pass.budget(), now), now);
        }
        notifyAll();
    }

    /** The source has reported that the account is over a limit: all of its requests wait. */
    public synchronized void close(Duration time) {
        window("").close(clock.instant().plus(time));
    }

    /** The request is at its end, with or without a reply. */
    public synchronized void done(Pass pass) {
        window("").done(pass.own());
        day.done(pass.day());
        if (pass.shared() != null) {
            window(pass.budget()).done(pass.shared());
        }
        notifyAll();
    }

    private Budget window(String budget) {
        return windows.computeIfAbsent(budget, name -> new Budget());
    }
}
