package com.skyfit.lake.models.building;

/**
 * What a build did to a model.
 *
 * @param written rows that were added, changed or removed; 0 for a view, and for a materialized view, whose rows the database keeps
 * @param made whether the relation is new or took the place of another
 */
public record Built(long written, boolean made) {}
