package com.skyfit.lake.gold.schema;

import java.util.List;
import java.util.stream.Collectors;

/** The catalog asks for changes of gold tables that would lose data or break readers; nothing was changed. */
public final class UnsafeCatalogException extends RuntimeException {

    /**
     * Names all of them.
     *
     * @param refused at least one
     */
    public UnsafeCatalogException(List<SchemaChange> refused) {
        super(
                refused.stream()
                        .map(SchemaChange::toString)
                        .collect(
                                Collectors.joining(
                                        "\n  ",
                                        "The catalog cannot be applied to the gold tables; nothing was done:\n  ",
                                        "\nRevert the catalog, or give the column or table a new name; 'skyfit plan' shows all changes")));
    }
}
