package com.skyfit.lake.quality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

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
        String check, String subject, @JsonIgnore boolean passed, String observed, String expected, String advice) {

    /** The verdict as tables and results name it. */
    @JsonProperty("status")
    public String status() {
        return passed ? "passed" : "failed";
    }
}
