package com.skyfit.lake.gold;

import java.util.List;
import java.util.stream.Collectors;

/** The catalog asks for changes of gold tables that would lose data or break readers; nothing was changed. */
public final class UnsafeCatalogException extends RuntimeException {

    /** Takes the refused changes. */
    UnsafeCatalogException(List<SchemaChange> refused) {
        super(
                refused.stream()
                        .map(SchemaChange::toString)
                        .collect(
                                Collectors.joining(
                                        "\n  ",
                                        "The catalog cannot be applied to the gold tables; nothing was done:\n  ",
                                        "\nPut the catalog back, or give the column or table a new name; 'skyfit plan' shows all changes")));
    }
}
