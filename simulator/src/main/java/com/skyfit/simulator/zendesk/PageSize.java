package com.skyfit.simulator.zendesk;

import com.skyfit.simulator.source.Query;

/** Zendesk silently returns fewer records than requested. */
final class PageSize {

    private PageSize() {}

    /** A number of at least one, cut to the largest; the largest if the parameter is missing. */
    static int of(Query query, String name, int largest) {
        String text = query.get(name, String.valueOf(largest));
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1) {
            throw ZendeskErrors.invalidPage("Invalid page size");
        }
        return Math.min(largest, Integer.parseInt(text));
    }
}
