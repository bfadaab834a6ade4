package com.skyfit.lake.silver;

/**
 * What loading a part brought.
 *
 * @param rows lines that are rows of silver now
 * @param quarantined lines that silver could not take
 */
public record LoadedFile(long rows, long quarantined) {}
