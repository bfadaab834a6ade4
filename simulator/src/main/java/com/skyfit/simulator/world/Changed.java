package com.skyfit.simulator.world;

/**
 * A change that happened.
 *
 * @param source its name, such as {@code pipedrive}
 * @param scope the account
 * @param entity its name
 * @param kind created, updated, deleted, archived or restored
 * @param id of the record
 */
public record Changed(String source, String scope, String entity, String kind, long id) {}
