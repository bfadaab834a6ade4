package com.skyfit.lake.gold;

import java.util.List;

/** The columns that every gold table has besides those of the catalog. */
final class SystemColumns {

    /** Name, type and meaning of one. */
    record SystemColumn(String name, String definition, String description) {}

    /** The business unit, part of every key. */
    static final String SCOPE = "scope";

    static final String IS_DELETED = "is_deleted";

    static final List<SystemColumn> ALL = List.of(
            new SystemColumn(SCOPE, "text not null", "The business unit: one account of the source."),
            new SystemColumn(
                    IS_DELETED,
                    "boolean not null default false",
                    "Whether the source says that the record is deleted, or no longer lists it."),
            new SystemColumn(
                    "_deleted_at",
                    "timestamptz",
                    "When it was deleted, by the source's clock, or found missing; null while it lives."),
            new SystemColumn(
                    "_source_version",
                    "timestamptz not null",
                    "The source's own clock of the observation that this row shows; -infinity where it gives none."),
            new SystemColumn(
                    "_source_run_id",
                    "text collate \"C\" not null",
                    "The run that read the observation that this row shows."),
            new SystemColumn("_file_id", "int not null", "The bronze file of that observation: ops.file."),
            new SystemColumn("_line_no", "int not null", "Its line in that file, from 1."),
            new SystemColumn("_loaded_at", "timestamptz not null default now()", "When the row first came to gold."),
            new SystemColumn(
                    "_updated_at", "timestamptz not null default now()", "When a value of the row last changed."));

    /** The lineage columns, which follow the newest observation without counting as a change of the row. */
    static final List<String> LINEAGE =
            List.of("_deleted_at", "_source_version", "_source_run_id", "_file_id", "_line_no");

    private SystemColumns() {}
}
