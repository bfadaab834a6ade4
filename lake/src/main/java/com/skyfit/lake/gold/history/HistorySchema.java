package com.skyfit.lake.gold.history;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.schema.Dependents;
import com.skyfit.lake.gold.schema.ExistingTable;
import com.skyfit.lake.gold.schema.ViewLedger;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of versions, the views of histories over them, and the functions that show a table as of a moment. Nothing is ever dropped but a function that is made again. */
public final class HistorySchema {

    /** A column that every history has. */
    private record OwnColumn(String name, String definition, String description) {}

    private static final List<OwnColumn> SHOWN = List.of(
            new OwnColumn(
                    "valid_from",
                    "timestamptz",
                    "From when on the record had these values: the source's time of the first version that has them, or the record's creation (evidence)."),
            new OwnColumn("valid_to", "timestamptz", "Until when, exclusively; 9999-12-31 if it still has them."),
            new OwnColumn(
                    "is_current",
                    "boolean",
                    "Whether the record has these values now; false in all rows of a deleted record."),
            new OwnColumn("version_no", "int", "Counts the rows of the record, from 1."),
            new OwnColumn(
                    "evidence",
                    "text",
                    "How valid_from is known. created: a version read has the time of the record's creation. dated: the record itself says since when it has"
                            + " the value that is new. observed: it is the time of the first version read with these values; they may have been set at any time"
                            + " since the version before it. assumed: nothing was read of that time, the values are those of the first version read or, where"
                            + " that is later, null or those that every new record has."),
            new OwnColumn("_source_version", "timestamptz", "The source's time of that version; null if it has none."),
            new OwnColumn("_source_run_id", "text collate \"C\" not null", "The run that first read it."),
            new OwnColumn("_file_id", "int not null", "The bronze file in which it was first read: ops.file."),
            new OwnColumn("_line_no", "int not null", "Its line in that file, from 1."),
            new OwnColumn("_updated_at", "timestamptz not null default now()", "When the row last changed."));

    private static final List<OwnColumn> HIDDEN = List.of(
            new OwnColumn("_moment", "timestamptz not null", "The time from which the version holds."),
            new OwnColumn("_is_gone", "boolean not null", "Whether the version says that the record is deleted."),
            new OwnColumn("_opening", "int not null default 0", "The place of an opening row; 0 in versions."));

    private static final Template CREATE = Template.of("""
            create table {versions} (
                {columns},
                primary key ({key}, _file_id, _line_no, _opening)
            )""");

    private static final Template ADD = Template.of("alter table {versions} add column {column} {type}");

    private static final Template RETYPE = Template.of("alter table {versions} alter column {column} type {type}");

    private static final Template COMMENT = Template.of("comment on {object} is {text}");

    private static final Template VIEW = Template.of("""
            create or replace view {view} as select {columns} from {versions} where version_no is not null""");

    private static final Template DROP_FUNCTION = Template.of("drop function if exists {function}(timestamptz)");

    /** Of types, not of the view's rows: the view could not change otherwise. */
    private static final Template FUNCTION = Template.of("""
            create function {function}(timestamptz) returns table ({columns}) language sql stable as $as_of$
                select {values} from {view} h where h.valid_from <= $1 and h.valid_to > $1
            $as_of$""");

    private final Connection connection;
    private final Table table;
    private final Versions versions;

    private HistorySchema(Connection connection, Table table, Versions versions) {
        this.connection = connection;
        this.table = table;
        this.versions = versions;
    }

    /** Whether the next transform will make a table's history for the first time. */
    public static boolean isMissing(Connection connection, Source source, Table table) throws SQLException {
        History history = table.history();
        return history != null
                && ExistingTable.read(
                                connection,
                                Versions.ofGold(source, table, history).sql())
                        .isMissing();
    }

    /** Makes what the table's history needs and is missing, and extends what is there; nothing if it has no history. The schemas are there. */
    public static void create(Connection connection, Source source, Table table) throws SQLException {
        History history = table.history();
        if (history != null) {
            new HistorySchema(connection, table, Versions.ofGold(source, table, history)).create();
        }
    }

    /** The name of the function that shows a table as of a moment, as SQL names it. */
    public static String function(Table table) {
        return new GoldTable(table.name() + "_as_of").sql();
    }

    private void create() throws SQLException {
        ExistingTable existing = ExistingTable.read(connection, versions.sql());
        if (existing.isMissing()) {
            execute(CREATE.with("versions", versions.sql())
                    .with("columns", definitions())
                    .with("key", Sql.names(versions.key()))
                    .sql());
            execute(comment(
                    "table " + versions.sql(),
                    "Every distinct version of the rows of " + GoldTable.of(table)
                            + ", of which its history is made."));
        } else {
            extend(existing);
        }
        ViewLedger.makeIfOutdated(connection, History.nameFor(table.name()), statements());
    }

    private List<Column> columns() {
        return Stream.concat(table.key().stream(), versions.history().columns().stream())
                .map(table::column)
                .toList();
    }

    private String definitions() {
        return Stream.of(
                        columns().stream()
                                .map(column -> Sql.name(column.name()) + " " + PostgresTypes.sql(column.type())),
                        Stream.of("scope text"),
                        Stream.concat(SHOWN.stream(), HIDDEN.stream())
                                .map(column -> Sql.name(column.name()) + " " + column.definition()),
                        versions.beside().stream().map(column -> Sql.name(column) + " timestamptz"))
                .flatMap(definitions -> definitions)
                .collect(Collectors.joining(",\n    "));
    }

    private void extend(ExistingTable existing) throws SQLException {
        List<Column> retyped = new ArrayList<>();
        for (Column column : columns()) {
            if (!existing.has(column.name())) {
                execute(change(ADD, column));
            } else if (!PostgresTypes.shown(column.type())
                    .equals(existing.types().get(column.name()))) {
                retyped.add(column);
            }
        }
        for (String time : versions.beside()) {
            if (!existing.has(time)) {
                execute(ADD.with("versions", versions.sql())
                        .with("column", Sql.name(time))
                        .with("type", "timestamptz")
                        .sql());
            }
        }
        if (!retyped.isEmpty()) {
            Dependents views = Dependents.putAside(connection, versions.sql());
            for (Column column : retyped) {
                execute(change(RETYPE, column));
            }
            views.restore();
        }
    }

    private String change(Template template, Column column) {
        return template.with("versions", versions.sql())
                .with("column", Sql.name(column.name()))
                .with("type", PostgresTypes.sql(column.type()))
                .sql();
    }

    /** The view shows the columns in the table's order, to which the table adds at its end only: a view may gain columns there and nowhere else. */
    private List<String> statements() throws SQLException {
        Set<String> hidden = HIDDEN.stream().map(OwnColumn::name).collect(Collectors.toSet());
        ExistingTable now = ExistingTable.read(connection, versions.sql());
        List<String> shown = now.types().keySet().stream()
                .filter(name -> !hidden.contains(name) && !versions.isBeside(name))
                .toList();
        String view = new GoldTable(History.nameFor(table.name())).sql();
        List<String> statements = new ArrayList<>();
        statements.add(VIEW.with("view", view)
                .with("columns", Sql.names(shown))
                .with("versions", versions.sql())
                .sql());
        statements.add(
                comment(
                        "view " + view,
                        "The past of " + GoldTable.of(table)
                                + ": one row for each stretch of time in which a record had the same values in these columns."));
        columns().forEach(column -> statements.add(describe(view, column.name(), column.description())));
        statements.add(describe(view, "scope", "The business unit: one account of the source."));
        SHOWN.forEach(column -> statements.add(describe(view, column.name(), column.description())));
        String function = function(table);
        statements.add(DROP_FUNCTION.with("function", function).sql());
        statements.add(FUNCTION.with("function", function)
                .with(
                        "columns",
                        shown.stream()
                                .map(name -> Sql.name(name) + " " + now.types().get(name))
                                .collect(Collectors.joining(", ")))
                .with("values", Versions.columns("h", shown))
                .with("view", view)
                .sql());
        statements.add(comment(
                "function " + function + "(timestamptz)",
                GoldTable.of(table) + " as it stood at a moment: the rows of its history that held then."));
        return statements;
    }

    private static String describe(String view, String column, String text) {
        return comment("column " + view + "." + Sql.name(column), text);
    }

    private static String comment(String object, String text) {
        return COMMENT.with("object", object).with("text", Sql.literal(text)).sql();
    }

    private void execute(String sql) throws SQLException {
        Query.execute(connection, sql);
    }
}
