package com.skyfit.lake.powerbi.tmdl;

import java.util.UUID;

/**
 * A text that whoever opens the model can change, and that partitions name.
 *
 * @param name letters only
 * @param value that it has at first
 * @param lineage what it is known by
 */
public record Parameter(String name, String value, UUID lineage) {}
