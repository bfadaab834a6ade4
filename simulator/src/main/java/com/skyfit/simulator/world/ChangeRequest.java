package com.skyfit.simulator.world;

import java.util.Set;

/**
 * The changes to make at the sources: this many records of each selected entity in each account.
 *
 * @param created new ones
 * @param updated changed ones
 * @param deleted deleted ones
 * @param archived deals to archive; other entities know no archive
 * @param restored deleted ones to bring back
 * @param entities their names, such as {@code deals} and {@code tickets}; empty for all that people work on every day
 */
public record ChangeRequest(int created, int updated, int deleted, int archived, int restored, Set<String> entities) {

    public ChangeRequest {
        entities = Set.copyOf(entities);
    }
}
