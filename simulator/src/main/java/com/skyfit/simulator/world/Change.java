package com.skyfit.simulator.world;

/** What can happen to a record. */
public enum Change {
    CREATE("created"),
    UPDATE("updated"),
    DELETE("deleted"),
    RESTORE("restored"),
    ARCHIVE("archived");

    private final String past;

    Change(String past) {
        this.past = past;
    }

    /** As {@link Changed} names it. */
    public String past() {
        return past;
    }
}
