package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.RequestCounts;

/**
 * What an extraction brought.
 *
 * @param records answered by the source and committed; records that came twice count twice
 * @param parts written
 * @param bytes stored, compressed
 * @param completeListing whether it read the entity from the start to the end
 * @param counts its requests
 */
public record Extracted(long records, int parts, long bytes, boolean completeListing, RequestCounts counts) {}
