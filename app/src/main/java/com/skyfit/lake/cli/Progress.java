package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.run.result.Cause;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One line for each unit that fails, or for each if wanted, and one for each long wait; on a terminal also a passing one for what is under way. */
final class Progress implements RunListener {

    private static final Duration WORTH_SAYING = Duration.ofSeconds(2);

    /** Wider names widen it from then on. */
    private static final int USUAL_NAME = 40;

    private final Console console;
    private final boolean verbose;
    private final AtomicInteger widest = new AtomicInteger(USUAL_NAME);
    private final Map<String, Long> pages = new ConcurrentHashMap<>();
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /**
     * Shows on that console.
     *
     * @param verbose whether units that succeed get a line
     */
    Progress(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    /** Says nothing, for output that programs read. */
    static RunListener silent() {
        return RunListener.NONE;
    }

    @Override
    public void started(Unit unit) {
        pages.remove(unit.subject().toString());
        if (unit.stage() != Stage.EXTRACT) {
            console.passing("  " + unit + " ...");
        }
    }

    @Override
    public void page(Account account, String entity, long records) {
        String name = name(account, entity);
        long soFar = pages.merge(name, records, Long::sum);
        console.passing("  extract " + name + " ... " + soFar + " records");
    }

    private static String name(Account account, String entity) {
        return new Subject(account.source().name(), account.scope(), entity).toString();
    }

    @Override
    public void finished(UnitResult result) {
        if (result.status() == Status.SUCCEEDED && !verbose) {
            return;
        }
        String name = result.unit().subject().toString();
        int width = widest.accumulateAndGet(name.length(), Math::max);
        String line = String.format(
                Locale.ROOT,
                "  %-9s %-" + width + "s %9d -> %-9d %7.1f s  %s",
                result.unit().stage().text(),
                name,
                result.moved().rowsIn(),
                result.moved().rowsOut(),
                result.seconds(),
                result.status() == Status.SUCCEEDED ? "" : result.status().text() + ": " + reason(result));
        console.line(result.status() == Status.FAILED ? console.coloured("red", line) : line.stripTrailing());
    }

    /** One that many units share is said once. */
    private String reason(UnitResult result) {
        return said.add(Cause.reason(result)) ? result.message() : "as said above";
    }

    @Override
    public void waiting(Account account, String entity, Instant until, String reason) {
        if (until.isAfter(Instant.now().plus(WORTH_SAYING))) {
            console.line("  " + name(account, entity) + " waits until " + until.truncatedTo(ChronoUnit.SECONDS) + ": "
                    + reason);
        }
    }
}
