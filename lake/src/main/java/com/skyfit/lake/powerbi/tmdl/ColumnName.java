package com.skyfit.lake.powerbi.tmdl;

/**
 * A column or measure as other objects name it.
 *
 * @param table the name of its table
 * @param name its own
 */
public record ColumnName(String table, String name) {}
