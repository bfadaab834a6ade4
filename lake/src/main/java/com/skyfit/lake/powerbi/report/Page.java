package com.skyfit.lake.powerbi.report;

import java.util.List;

/**
 * A page of a report.
 *
 * @param id unique in the report: letters, digits, {@code _} and {@code -}
 * @param title that people read
 * @param visuals in the order in which the keyboard reaches them
 */
public record Page(String id, String title, List<Visual> visuals) {

    public Page {
        visuals = List.copyOf(visuals);
    }
}
