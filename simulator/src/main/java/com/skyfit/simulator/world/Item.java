package com.skyfit.simulator.world;

/**
 * The minimal state of one record; its content follows from the seed, its id and its revision. Guarded by
 * the {@link Shelf} that holds it.
 */
public final class Item {

    private final long id;
    private final long created;
    private long updated;
    private int revision;
    private boolean deleted;
    private boolean archived;

    Item(long id, long created, long updated) {
        this.id = id;
        this.created = created;
        this.updated = updated;
    }

    public long id() {
        return id;
    }

    /** Seconds since 1970. */
    public long created() {
        return created;
    }

    /** Seconds since 1970 of the last change, the delete included. */
    public long updated() {
        return updated;
    }

    /** How often it has been changed. */
    public int revision() {
        return revision;
    }

    public boolean deleted() {
        return deleted;
    }

    public boolean archived() {
        return archived;
    }

    /** Notes a change; only the shelf may, because its order depends on the time. */
    void change(Change change, long at) {
        updated = at;
        switch (change) {
            case CREATE -> throw new IllegalArgumentException("Record " + id + " exists");
            case UPDATE -> revision++;
            case DELETE -> deleted = true;
            case RESTORE -> deleted = false;
            case ARCHIVE -> archived = true;
        }
    }
}
