package com.skyfit.lake.quality;

/**
 * The result of a check.
 *
 * @param check its name
 * @param subject what was checked
 * @param status its verdict
 * @param observed what was found
 * @param expected what would be right
 * @param advice what to do; empty text if it passed
 * @param incident what was found, in words that stay the same from run to run while nothing else happens; empty text if it passed
 */
public record CheckResult(
        String check,
        String subject,
        Verdict status,
        String observed,
        String expected,
        String advice,
        String incident) {

    /** Whether nobody has to do anything: it passed, warned only, or was accepted. */
    public boolean passed() {
        return status != Verdict.FAILED;
    }

    /** The same as accepted by an operator. */
    CheckResult accepted() {
        return new CheckResult(check, subject, Verdict.ACCEPTED, observed, expected, advice, incident);
    }
}
