package com.skyfit.simulator;

/**
 * The state of one record, as little as tells it from others; what it looks like follows from the seed, its id and its revision. Guarded by
 * the {@link Shelf} that holds it.
 */
final class Item {

    final long id;
    final long created;
    private long updated;
    private int revision;
    private boolean deleted;
    private boolean archived;

    Item(long id, long created, long updated) {
        this.id = id;
        this.created = created;
        this.updated = updated;
    }

    /** Seconds since 1970 of the last change, the delete included. */
    long updated() {
        return updated;
    }

    /** How often it has been changed. */
    int revision() {
        return revision;
    }

    boolean deleted() {
        return deleted;
    }

    boolean archived() {
        return archived;
    }

    /** Notes a change; only the shelf may, because its order depends on the time. */
    void change(Change change, long at) {
        updated = at;
        switch (change) {
            case UPDATE -> revision++;
            case DELETE -> deleted = true;
            case RESTORE -> deleted = false;
            case ARCHIVE -> archived = true;
        }
    }

    /** What can happen to a record after it was made. */
    enum Change {
        UPDATE,
        DELETE,
        RESTORE,
        ARCHIVE
    }
}
