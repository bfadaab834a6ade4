package com.skyfit.lake.catalog;

/**
 * A view in schema {@link Catalog#SCHEMA} that a person wrote.
 *
 * @param name its name, without the schema
 * @param sql one {@code create or replace view} statement
 * @param file the file it is from, for messages
 */
public record View(String name, String sql, String file) {}
