package com.skyfit.lake.powerbi.tmdl;

import java.util.Optional;
import java.util.UUID;

/**
 * A column of a table.
 *
 * @param name unique in the table, measures included
 * @param description empty text for none
 * @param type of its values
 * @param source the name that it has in the rows of the partition
 * @param format of its values; empty where the type says enough
 * @param folder in which it is listed, {@code \} between folders; empty text for none
 * @param sortBy the name of the column of this table that orders its values; empty where they order themselves
 * @param isKey whether it identifies the rows of a table of days
 * @param isHidden whether people do not need to see it
 * @param lineage what it is known by when its name changes
 */
public record Column(
        String name,
        String description,
        DataType type,
        String source,
        Optional<String> format,
        String folder,
        Optional<String> sortBy,
        boolean isKey,
        boolean isHidden,
        UUID lineage) {}
