package com.skyfit.simulator.world;

/**
 * The records of an entity that an account has in the beginning, and what may happen to them.
 *
 * @param entity its name
 * @param count how many there are
 * @param idsAfter the first has the id behind this one
 * @param daily whether people work on it every day: a few are deleted, one was touched this morning, and changes meet it without being asked to
 * @param archived whether its records can be archived; some are
 * @param fixed whether no change meets it
 */
public record Founding(String entity, int count, long idsAfter, boolean daily, boolean archived, boolean fixed) {

    /** Records that change only if a request names their entity. */
    public static Founding quiet(String entity, int count, long idsAfter) {
        return new Founding(entity, count, idsAfter, false, false, false);
    }

    /** Records that people work on every day. */
    public static Founding daily(String entity, int count, long idsAfter) {
        return new Founding(entity, count, idsAfter, true, false, false);
    }

    /** The same records, which can be archived. */
    public Founding withArchive() {
        return new Founding(entity, count, idsAfter, daily, true, fixed);
    }

    /** The same records, which no change meets. */
    public Founding unchanged() {
        return new Founding(entity, count, idsAfter, daily, archived, true);
    }
}
