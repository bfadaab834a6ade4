package com.skyfit.simulator.pipedrive;

import com.skyfit.simulator.world.Change;

/**
 * A change of one field of a deal, as its flow shows it.
 *
 * @param id unique in its company
 * @param deal the deal's id
 * @param at seconds since 1970
 * @param kind what happened
 * @param field what changed by it
 * @param revision the deal's, after it; 0 and below for what happened before the beginning
 */
record DealChange(long id, long deal, long at, Change kind, String field, int revision) {}
