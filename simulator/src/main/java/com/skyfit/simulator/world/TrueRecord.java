package com.skyfit.simulator.world;

import java.time.Instant;

/**
 * A record as it really is at its source, whether or not an API shows it.
 *
 * @param source its name, such as {@code pipedrive}
 * @param scope the account
 * @param entity its name
 * @param id its id; of a field definition a number that no API shows
 * @param key what identifies it at its source: the id as text, or a field's code
 * @param deleted whether it is deleted
 * @param updatedAt its last change
 */
public record TrueRecord(
        String source, String scope, String entity, long id, String key, boolean deleted, Instant updatedAt) {}
