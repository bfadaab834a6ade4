package com.skyfit.lake.quality;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One of several things that a check found of the same subject.
 *
 * @param observed what
 * @param incident what, in words that stay the same while nothing else happens
 * @param fails whether it is a failure, and not only worth a look
 */
record Finding(String observed, String incident, boolean fails) {

    /** The result of a check with these findings for a subject: it fails with the failing ones. */
    static CheckResult result(
            Check check, Object subject, List<Finding> found, String passed, String expected, String advice) {
        if (found.isEmpty()) {
            return check.passed(subject, passed, expected);
        }
        String observed = found.stream().map(Finding::observed).collect(Collectors.joining(", "));
        List<Finding> failures = found.stream().filter(Finding::fails).toList();
        return failures.isEmpty()
                ? check.warned(subject, observed, expected, advice, observed)
                : check.failed(
                        subject,
                        observed,
                        expected,
                        advice,
                        failures.stream().map(Finding::incident).collect(Collectors.joining(", ")));
    }
}
