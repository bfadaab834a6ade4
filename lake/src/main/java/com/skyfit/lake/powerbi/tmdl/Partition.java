package com.skyfit.lake.powerbi.tmdl;

/**
 * Where the rows of a table come from.
 *
 * @param mode where they are kept
 * @param expression in M, lines separated by {@code \n}
 */
public record Partition(StorageMode mode, String expression) {}
