package com.skyfit.lake.cli;

import com.skyfit.lake.run.RunListener;
import com.skyfit.lake.run.Status;
import com.skyfit.lake.run.UnitResult;
import com.skyfit.lake.source.Account;
import java.time.Duration;
import java.util.Locale;

/** One line for each unit as it ends, and one for each long wait. */
final class Progress implements RunListener {

    private static final Duration WORTH_SAYING = Duration.ofSeconds(2);

    private final Console console;

    Progress(Console console) {
        this.console = console;
    }

    /** Says nothing, for output that programs read. */
    static RunListener silent() {
        return RunListener.NONE;
    }

    @Override
    public void finished(UnitResult result) {
        String line = String.format(
                Locale.ROOT,
                "  %-9s %-36s %9d -> %-9d %7.1f s  %s",
                result.unit().stage().text(),
                result.unit().source() + "." + result.unit().scope() + "."
                        + result.unit().entity(),
                result.rowsIn(),
                result.rowsOut(),
                result.seconds(),
                result.status() == Status.SUCCEEDED ? "" : result.status().text() + ": " + result.message());
        console.line(result.status() == Status.FAILED ? console.coloured("red", line) : line.stripTrailing());
    }

    @Override
    public void waiting(Account account, Duration time, String reason) {
        if (time.compareTo(WORTH_SAYING) > 0) {
            console.line("  " + account.source().name() + "." + account.scope() + " waits " + time.toSeconds() + " s: "
                    + reason);
        }
    }
}
