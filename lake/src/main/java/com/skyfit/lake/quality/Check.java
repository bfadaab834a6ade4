package com.skyfit.lake.quality;

import java.sql.SQLException;
import java.util.List;

/** One question to the ledger and the tables, asked in every run that checks. */
interface Check {

    /** The name by which results, messages and {@code docs/architecture.md} know it. */
    String name();

    /** What it finds, passed results included; in the order of the evidence's entities. */
    List<CheckResult> look(Evidence evidence) throws SQLException;

    /** A result of this check. */
    default CheckResult result(Object subject, boolean passed, String observed, String expected, String advice) {
        return new CheckResult(name(), subject.toString(), passed, observed, expected, passed ? "" : advice);
    }
}
