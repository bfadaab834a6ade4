package com.skyfit.lake.powerbi.tmdl;

/** Where the rows of a table are while somebody looks at a report. */
public enum StorageMode {
    /** In the database, which is asked each time. */
    DIRECT_QUERY("directQuery"),
    /** In the database, and a copy in the model: whichever suits the question. */
    DUAL("dual");

    private final String word;

    StorageMode(String word) {
        this.word = word;
    }

    /** The word for it in TMDL. */
    public String word() {
        return word;
    }
}
