package com.skyfit.lake.gold.schema;

import com.skyfit.lake.catalog.Table;
import java.util.List;
import java.util.stream.Stream;

/** The columns that every gold table has besides those of the catalog. */
public final class SystemColumns {

    /**
     * One of them.
     *
     * @param name its name
     * @param definition its type and constraints, as DDL spells them
     * @param description its meaning, for people who read the table
     */
    public record SystemColumn(String name, String definition, String description) {}

    /** The business unit, part of every key. */
    public static final String SCOPE = "scope";

    /** The mark of deleted records. */
    public static final String IS_DELETED = "is_deleted";

    /** Of every table. */
    private static final List<SystemColumn> ALL = List.of(
            new SystemColumn(SCOPE, "text not null", "The business unit: one account of the source."),
            new SystemColumn(
                    IS_DELETED,
                    "boolean not null default false",
                    "Whether the source reports the record as deleted, or no longer lists it."),
            new SystemColumn(
                    "_deleted_at",
                    "timestamptz",
                    "When it was deleted, by the source's clock, or found missing; null if it is not deleted."),
            new SystemColumn(
                    "_source_version",
                    "timestamptz",
                    "The source's time of the observation that this row shows; null if it has none."),
            new SystemColumn(
                    "_source_run_id",
                    "text collate \"C\" not null",
                    "The run that read the observation that this row shows."),
            new SystemColumn("_file_id", "int not null", "The bronze file of that observation: ops.file."),
            new SystemColumn("_line_no", "int not null", "Its line in that file, from 1."),
            new SystemColumn(
                    "_loaded_at", "timestamptz not null default now()", "When the row was first written to gold."),
            new SystemColumn(
                    "_updated_at", "timestamptz not null default now()", "When a value of the row last changed."));

    /** Of tables whose rows are the records themselves. */
    private static final List<SystemColumn> OF_RECORDS = List.of(
            new SystemColumn(
                    "_last_seen_run_id",
                    "text collate \"C\" not null default ''",
                    "The newest run that read the record, in any version."),
            new SystemColumn(
                    "_absent_from_run_id",
                    "text collate \"C\"",
                    "The first complete listing after it that no longer showed the record, which is why it is marked as deleted; null if it"
                            + " is not deleted or the source itself reports it as deleted."));

    /** The lineage columns, which follow the newest observation without counting as a change of the row. */
    public static final List<String> LINEAGE =
            List.of("_deleted_at", "_source_version", "_source_run_id", "_file_id", "_line_no");

    private SystemColumns() {}

    /** Those of a table, in their order. */
    public static List<SystemColumn> of(Table table) {
        return table.isChild()
                ? ALL
                : Stream.of(ALL, OF_RECORDS).flatMap(List::stream).toList();
    }
}
