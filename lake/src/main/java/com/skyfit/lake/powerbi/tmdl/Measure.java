package com.skyfit.lake.powerbi.tmdl;

import java.util.UUID;

/**
 * A number that is computed for whatever a visual asks for.
 *
 * @param name unique in the model
 * @param description empty text for none
 * @param expression in DAX, lines separated by {@code \n}
 * @param format of the number
 * @param folder in which it is listed; empty text for none
 * @param lineage what it is known by when its name changes
 */
public record Measure(String name, String description, String expression, String format, String folder, UUID lineage) {}
