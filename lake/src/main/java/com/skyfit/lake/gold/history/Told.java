package com.skyfit.lake.gold.history;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.History.Since;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The SQL that tells the history of the due records anew: the temporary table {@code told} of what it should show, and what brings it there. */
final class Told {

    /** The end of what has not ended: the last day that all drivers can read. */
    private static final String FOREVER = "timestamptz '9999-12-31 00:00:00+00'";

    /** Where the column had another value before, and the time of the new one lies between the two versions. Of a record's first version, before stands for what the catalog says. */
    private static final Template SINCE = Template.of("""
            case when _is_dated and {column} is distinct from case when _is_first then {before} else {value_before} end
                and {since} > _not_before and {since} <= _began
                then {since} end as {known}""");

    private static final Template AT_OPENING =
            Template.of("case when {known} > _from_time then {before} else {column} end as {column}");

    private static final String CREATE = Query.stored(Told.class, "create-told");
    private static final String WRITE = Query.stored(Told.class, "write-told");
    private static final String DELETE_OPENINGS = Query.stored(Told.class, "delete-openings");
    private static final String INSERT_OPENINGS = Query.stored(Told.class, "insert-openings");

    private final Versions versions;
    private final String gold;
    private final List<Since> since;

    Told(Versions versions, String gold) {
        this.versions = versions;
        this.gold = gold;
        this.since = versions.history().since();
    }

    /** Creates {@code told}. */
    String create() {
        List<String> columns = versions.history().columns();
        return Template.of(CREATE)
                .with("versions", versions.sql())
                .with("gold", gold)
                .with("key", Sql.names(versions.key()))
                .with("same_due", versions.sameRecord("v", "due"))
                .with("same_gold", versions.sameRecord("g", "v"))
                .with("tracked", versions.tracked())
                .with("tracked_v", versions.tracked("v"))
                .with("tracked_g", versions.tracked("g"))
                .with("tracked_before", columns.stream().map(Told::lag).collect(Collectors.joining(", ")))
                .with(
                        "values_before",
                        each(i -> lag(since.get(i).column()) + " as " + valueBefore(i), "null as _no_value_before"))
                .with("since_of_values", each(this::sinceOfValue, "null::timestamptz as _known_1"))
                .with("last_since", since.isEmpty() ? "_known_1" : each(Told::known, "greatest(", ", ", ")"))
                .with("since_rows", since.isEmpty() ? "(_known_1)" : each(i -> "(" + known(i) + ")", ""))
                .with(
                        "tracked_at_opening",
                        columns.stream().map(this::atOpening).collect(Collectors.joining(", ")))
                .with("lineage", Sql.names(Versions.LINEAGE))
                .with("beside", Sql.names(versions.beside()))
                .with("forever", FOREVER)
                .sql();
    }

    /** The statements that make the history what was told, in their order; each yields from when on it reads otherwise ({@code affected_from}), no row if it does not. */
    List<String> write() {
        List<String> told = versions.told();
        String sameTold = versions.sameRecord("v", "t") + " and v._file_id = t._file_id and v._line_no = t._line_no";
        return List.of(
                Template.of(WRITE)
                        .with("versions", versions.sql())
                        .with("same_due", versions.sameRecord("v", "due"))
                        .sql(),
                Template.of(DELETE_OPENINGS)
                        .with("versions", versions.sql())
                        .with("same_due", versions.sameRecord("v", "due"))
                        .with("same_told", sameTold)
                        .with("kept", Versions.columns("v", told))
                        .with("told", Versions.columns("t", told))
                        .sql(),
                Template.of(INSERT_OPENINGS)
                        .with("versions", versions.sql())
                        .with("columns", Sql.names(told))
                        .with("told", Versions.columns("t", told))
                        .with("same_told", sameTold)
                        .sql());
    }

    private String sinceOfValue(int i) {
        return SINCE.with("column", Sql.name(since.get(i).column()))
                .with("before", before(i))
                .with("value_before", valueBefore(i))
                .with("since", Versions.since(i))
                .with("known", known(i))
                .sql();
    }

    private String atOpening(String column) {
        for (int i = 0; i < since.size(); i++) {
            if (since.get(i).column().equals(column)) {
                return AT_OPENING
                        .with("known", known(i))
                        .with("before", before(i))
                        .with("column", Sql.name(column))
                        .sql();
            }
        }
        return Sql.name(column);
    }

    /** The value before the first version, in the type of its column. */
    private String before(int i) {
        Column column = versions.gold().column(since.get(i).column());
        String text = since.get(i).before();
        return (text.isEmpty() ? "null" : Sql.literal(text)) + "::" + PostgresTypes.sql(column.type());
    }

    private static String lag(String column) {
        return "lag(" + Sql.name(column) + ") over record";
    }

    private static String valueBefore(int i) {
        return "_value_before_" + (i + 1);
    }

    private static String known(int i) {
        return "_known_" + (i + 1);
    }

    private String each(IntFunction<String> sql, String ifNone) {
        return since.isEmpty() ? ifNone : each(sql, "", ", ", "");
    }

    private String each(IntFunction<String> sql, String begin, String between, String end) {
        return IntStream.range(0, since.size()).mapToObj(sql).collect(Collectors.joining(between, begin, end));
    }
}
