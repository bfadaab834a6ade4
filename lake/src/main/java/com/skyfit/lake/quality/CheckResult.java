package com.skyfit.lake.quality;

/**
 * What a check found.
 *
 * @param check its name
 * @param subject what it looked at
 * @param passed whether all is well
 * @param observed what was found
 * @param expected what would be right
 * @param advice what to do; empty text where it passed
 */
public record CheckResult(
        String check, String subject, boolean passed, String observed, String expected, String advice) {}
