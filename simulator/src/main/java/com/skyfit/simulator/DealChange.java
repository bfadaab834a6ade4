package com.skyfit.simulator;

/**
 * Something that happened to a deal, as its flow tells it.
 *
 * @param id unique in its company
 * @param deal the deal's id
 * @param at seconds since 1970
 * @param kind what happened
 * @param revision the deal's, after it; 0 and below for what happened before the beginning
 */
record DealChange(long id, long deal, long at, Kind kind, int revision) {

    /** What can happen to a deal. */
    enum Kind {
        ADD,
        UPDATE,
        DELETE,
        RESTORE,
        ARCHIVE;

        static Kind of(Item.Change change) {
            return switch (change) {
                case UPDATE -> UPDATE;
                case DELETE -> DELETE;
                case RESTORE -> RESTORE;
                case ARCHIVE -> ARCHIVE;
            };
        }
    }
}
