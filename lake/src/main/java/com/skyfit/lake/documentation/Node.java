package com.skyfit.lake.documentation;

import java.util.Comparator;

/**
 * A place that data passes on its way from the source to a report.
 *
 * @param kind what it is
 * @param name unique among those of its kind
 */
record Node(Kind kind, String name) implements Comparable<Node> {

    /** In the order of the path. */
    enum Kind {
        LISTING("API", ""),
        SILVER("silver", ""),
        TABLE("gold", "tables"),
        MODEL("model", "models"),
        METRIC("metric", "metrics");

        private final String word;
        private final String folder;

        Kind(String word, String folder) {
            this.word = word;
            this.folder = folder;
        }

        /** As people call it. */
        String word() {
            return word;
        }
    }

    private static final Comparator<Node> ORDER =
            Comparator.comparing(Node::kind).thenComparing(Node::name);

    /** Its page, from the root of the site; empty text where it has none. */
    String page() {
        return kind.folder.isEmpty() ? "" : kind.folder + "/" + name + ".html";
    }

    @Override
    public int compareTo(Node other) {
        return ORDER.compare(this, other);
    }
}
