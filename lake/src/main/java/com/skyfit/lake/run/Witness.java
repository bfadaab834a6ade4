package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what a run reports while it is active, so that it is available if the run never reaches its own report; passes everything on. */
final class Witness implements RunListener {

    private final RunListener other;
    private final List<UnitResult> results = new ArrayList<>();
    private volatile @Nullable RunContext context;

    Witness(RunListener other) {
        this.other = other;
    }

    /** The run, if it has begun. */
    Optional<RunContext> context() {
        return Optional.ofNullable(context);
    }

    /** The units that have ended. */
    List<UnitResult> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }

    @Override
    public void begun(RunContext run) {
        context = run;
        other.begun(run);
    }

    @Override
    public void started(Unit unit) {
        other.started(unit);
    }

    @Override
    public void finished(UnitResult result) {
        synchronized (results) {
            results.add(result);
        }
        other.finished(result);
    }

    @Override
    public void page(Account account, String entity, long records) {
        other.page(account, entity, records);
    }

    @Override
    public void waiting(Account account, String entity, Instant until, String reason) {
        other.waiting(account, entity, until, reason);
    }
}
