package com.skyfit.lake.configuration;

import java.util.List;

/**
 * How long the history of old runs is kept, in days. Data is not affected: bronze, silver, gold and the ledger of parts stay.
 *
 * @param historyDays results of units, checks and row counts in the tables of {@code ops}
 * @param logDays log files
 */
public record Retention(int historyDays, int logDays) {

    static final String HISTORY = "SKYFIT_KEEP_HISTORY_DAYS";
    static final String LOGS = "SKYFIT_KEEP_LOGS_DAYS";

    /** Two months more than a year, so that a month can be compared with itself a year ago. */
    private static final String USUAL_HISTORY = "400";

    private static final String USUAL_LOGS = "90";

    static Retention of(Settings settings, List<String> problems) {
        return new Retention(
                days(settings, HISTORY, USUAL_HISTORY, problems), days(settings, LOGS, USUAL_LOGS, problems));
    }

    private static int days(Settings settings, String name, String usual, List<String> problems) {
        String text = settings.get(name, usual);
        if (text.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(text);
        }
        problems.add(name + ": expected a number of days from 1 to 99999, found '" + text + "'");
        return Integer.parseInt(usual);
    }
}
