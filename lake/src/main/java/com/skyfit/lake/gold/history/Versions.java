package com.skyfit.lake.gold.history;

import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Sql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The table with every distinct version of the records of a gold table, beside the staging table they come from. A version is distinct by its
 * record, the source's time and its values. Its row leads to the first observation of it, the same in any order of arrival; nothing is
 * written when it is observed again. {@code version_no} is null in those that the history does not show. Beside the versions there are opening rows
 * ({@code _opening} above 0), for the time before the first version of a record.
 *
 * @param gold the table, as its catalog describes it
 * @param history of the table
 * @param isGold whether readers see it, and it is not built aside
 * @param sql the table of versions, as SQL names it
 */
record Versions(Table gold, History history, boolean isGold, String sql) {

    private static final String CREATED = "_created";

    private static final String SINCE = "_since_";

    /** The columns of a version that say from where it is. */
    static final List<String> LINEAGE = List.of("_source_run_id", "_file_id", "_line_no");

    /** Those of gold. */
    static Versions ofGold(Source source, Table gold, History history) {
        return new Versions(gold, history, true, Sql.name(source.stagingSchema(), name(gold)));
    }

    /** Those that are built aside, in a temporary table of the session. */
    static Versions aside(Table gold, History history) {
        return new Versions(gold, history, false, Sql.name("pg_temp", name(gold)));
    }

    private static String name(Table gold) {
        return History.versionsFor(gold.name());
    }

    /** The columns that are noted of a version beside those whose past is kept: the record's creation, and its own times of values. */
    List<String> beside() {
        return Stream.concat(
                        Stream.of(CREATED),
                        IntStream.range(0, history.since().size()).mapToObj(Versions::since))
                .toList();
    }

    /** Whether a column is one of these, of this or another catalog. */
    boolean isBeside(String column) {
        return column.equals(CREATED) || column.startsWith(SINCE);
    }

    /** The columns of gold that they come from, in the same order. */
    List<String> besideInGold() {
        return Stream.concat(
                        Stream.of(history.created()), history.since().stream().map(History.Since::time))
                .toList();
    }

    /** The column with a record's own time of a value, by its position among them. */
    static String since(int position) {
        return SINCE + (position + 1);
    }

    /** All columns of an opening row but the fixed ones. */
    List<String> told() {
        return Stream.of(
                        key(),
                        history.columns(),
                        List.of(
                                "valid_from",
                                "valid_to",
                                "is_current",
                                "version_no",
                                "evidence",
                                "_source_version",
                                "_moment",
                                "_opening"),
                        LINEAGE,
                        beside())
                .flatMap(List::stream)
                .toList();
    }

    /** The columns that identify a record. */
    List<String> key() {
        return Stream.concat(gold.key().stream(), Stream.of("scope")).toList();
    }

    /** The columns whose past is kept, by commas. */
    String tracked() {
        return Sql.names(history.columns());
    }

    /** The same of an alias. */
    String tracked(String alias) {
        return columns(alias, history.columns());
    }

    /** The condition that two aliases have the same record. */
    String sameRecord(String one, String other) {
        return key().stream()
                .map(name -> one + "." + Sql.name(name) + " = " + other + "." + Sql.name(name))
                .collect(Collectors.joining(" and "));
    }

    static String columns(String alias, List<String> names) {
        return names.stream().map(name -> alias + "." + Sql.name(name)).collect(Collectors.joining(", "));
    }
}
