package com.skyfit.lake.run.result;

import com.skyfit.lake.quality.Checks;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** The exit codes of the process (README.md, exit codes). */
public enum ExitCode {
    /** Everything worked and every check passed. */
    OK(0),
    /** Part of the run failed; what worked is kept. */
    FAILED(1),
    /** Wrong usage or configuration; nothing was done. */
    USAGE(2),
    /** The run worked, but a check or the reconciliation failed. */
    CHECKS_FAILED(3),
    /** Another run holds the lock, or has taken over. */
    LOCKED(4),
    /** A rate or daily budget ran out; resumable. */
    PARKED(5),
    /** Stopped from outside. */
    INTERRUPTED(130);

    /** What the ledger has for a run whose process was killed: it could not end with any of these, and the next run enters it. */
    public static final int OF_KILLED_RUNS = 137;

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process's exit status. */
    public int number() {
        return number;
    }

    /** The code of that number; empty if it is none of ours. */
    public static Optional<ExitCode> ofNumber(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }

    /** The code for a run's result: a failure outweighs a budget, a budget outweighs a check. */
    public static ExitCode of(Collection<UnitResult> units, Checks.Findings findings) {
        if (units.stream().anyMatch(unit -> unit.status() == Status.FAILED)) {
            return FAILED;
        }
        if (units.stream().anyMatch(unit -> unit.status() == Status.PARKED)) {
            return PARKED;
        }
        return findings.failures().isEmpty() ? OK : CHECKS_FAILED;
    }
}
