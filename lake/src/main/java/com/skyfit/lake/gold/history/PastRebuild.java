package com.skyfit.lake.gold.history;

import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The past of a table, built aside from all of silver; then the table of versions becomes what was built. In the transaction of a rebuild. */
public final class PastRebuild {

    private static final Template CREATE_ASIDE = Template.of("""
            create temporary table {name} (like {versions} including defaults including indexes) on commit drop""");

    private static final Template DELETE_SURPLUS =
            Template.of("delete from {versions} v where not exists (select from {aside} a where {same_version})");

    private static final Template CORRECT = Template.of("""
            update {versions} v set ({columns}) = ({built}), _updated_at = now()
            from {aside} a where {same_version} and ({kept}) is distinct from ({built})""");

    private static final Template INSERT_MISSING = Template.of("""
            insert into {versions} ({columns})
            select {built} from {aside} a where not exists (select from {versions} v where {same_version})""");

    private final Connection connection;
    private final Versions versions;
    private final Versions aside;

    private PastRebuild(Connection connection, Versions versions, Versions aside) {
        this.connection = connection;
        this.versions = versions;
        this.aside = aside;
    }

    /**
     * Begins a rebuild.
     *
     * @param gold the table that is built aside, as SQL names it
     * @return what keeps the past of that table
     */
    public static Past begin(Connection connection, Source source, Table table, String gold) throws SQLException {
        History history = table.history();
        if (history == null) {
            return new NoPast();
        }
        Versions aside = Versions.aside(table, history);
        Query.execute(
                connection,
                CREATE_ASIDE
                        .with("name", aside.sql())
                        .with(
                                "versions",
                                Versions.ofGold(source, table, history).sql())
                        .sql());
        return new KeptPast(connection, aside, gold);
    }

    /** Makes the past what was built since {@link #begin}; writes nothing where nothing differs. */
    public static void replace(Connection connection, Source source, Table table) throws SQLException {
        History history = table.history();
        if (history != null) {
            new PastRebuild(connection, Versions.ofGold(source, table, history), Versions.aside(table, history))
                    .replace();
        }
    }

    private void replace() throws SQLException {
        List<String> columns =
                Stream.concat(versions.told().stream(), Stream.of("_is_gone")).toList();
        long changed = execute(DELETE_SURPLUS)
                + execute(CORRECT.with("columns", Sql.names(columns))
                        .with("built", Versions.columns("a", columns))
                        .with("kept", Versions.columns("v", columns)))
                + execute(INSERT_MISSING
                        .with("columns", Sql.names(columns))
                        .with("built", Versions.columns("a", columns)));
        if (changed > 0) {
            new KeptPast(connection, versions, "").noteAllChanged();
        }
    }

    private long execute(Template statement) throws SQLException {
        return Query.of(
                        connection,
                        statement
                                .with("versions", versions.sql())
                                .with("aside", aside.sql())
                                .with(
                                        "same_version",
                                        versions.sameRecord("v", "a")
                                                + " and v._file_id = a._file_id and v._line_no = a._line_no and v._opening = a._opening")
                                .sql())
                .update();
    }
}
