package com.skyfit.lake.quality;

import java.sql.SQLException;
import java.util.List;

/** One question to the ledger and the tables, asked in every run that checks. */
interface Check {

    /** The name by which results, messages and {@code docs/architecture.md} know it. */
    String name();

    /** What it finds, passed results included; in the order of the evidence's entities. */
    List<CheckResult> look(Evidence evidence) throws SQLException;

    /** A result that passes. */
    default CheckResult passed(Object subject, String observed, String expected) {
        return new CheckResult(name(), subject.toString(), Verdict.PASSED, observed, expected, "", "");
    }

    /** A result that fails, its incident what was observed. */
    default CheckResult failed(Object subject, String observed, String expected, String advice) {
        return failed(subject, observed, expected, advice, observed);
    }

    /** A result that fails, of an incident that has other words than what was observed, such as none with an age. */
    default CheckResult failed(Object subject, String observed, String expected, String advice, String incident) {
        return new CheckResult(name(), subject.toString(), Verdict.FAILED, observed, expected, advice, incident);
    }

    /** A result that is worth a look. */
    default CheckResult warned(Object subject, String observed, String expected, String advice, String incident) {
        return new CheckResult(name(), subject.toString(), Verdict.WARNED, observed, expected, advice, incident);
    }

    /** A result that passes or fails, its incident what was observed. */
    default CheckResult result(Object subject, boolean passed, String observed, String expected, String advice) {
        return passed ? passed(subject, observed, expected) : failed(subject, observed, expected, advice);
    }
}
