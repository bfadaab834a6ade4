package com.skyfit.simulator;

/**
 * A change that happened.
 *
 * @param source {@code pipedrive} or {@code zendesk}
 * @param scope the account
 * @param entity its name
 * @param kind created, updated, deleted, archived or restored
 * @param id of the record
 */
public record Changed(String source, String scope, String entity, String kind, long id) {}
