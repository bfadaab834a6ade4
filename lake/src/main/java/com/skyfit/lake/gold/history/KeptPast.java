package com.skyfit.lake.gold.history;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the past of a table's records. Which records' history has to be told anew is collected in the temporary table {@code history_due}; a
 * transform that brings no new version finds none.
 */
final class KeptPast implements Past {

    /** Before every time that a record can have: the whole history may read otherwise. */
    private static final String EVER = "0001-01-01 00:00:00+00";

    /** The time from which an observation holds: the source's, or else that of the run which made it. */
    private static final String MOMENT = """
            case when b.is_deleted then b._deleted_at
                else coalesce(b._source_version, to_timestamp(left(b._source_run_id, 16), 'YYYYMMDD"T"HH24MISS"Z"')) end""";

    private static final Template CREATE_DUE = Template.of("""
            create temporary table history_due on commit drop as select {key} from {versions} v limit 0""");

    private static final Template DUE_IS_UNIQUE = Template.of("alter table history_due add primary key ({key})");

    private static final Template DUE_OF_UNNOTED = Template.of("""
            insert into history_due select {key} from batch b join unnoted u on u.place = b.ctid on conflict do nothing""");

    private static final Template DUE_OF_COMPARED = Template.of("""
            insert into history_due select {key} from compared c join batch b on b.ctid = c.place
            where c.differs or c.was_absent
            on conflict do nothing""");

    private static final Template DUE_OF_ABSENT = Template.of("""
            insert into history_due select {key} from {gold} g where g._updated_at = now() on conflict do nothing""");

    private static final Template ALL_DUE =
            Template.of("insert into history_due select {key} from {versions} v on conflict do nothing");

    private static final Template NOTE_CHANGE = Template.of("""
            insert into ops.history_change as h (table_name, affected_from) values ({table}, :affected_from::timestamptz)
            on conflict (table_name, changed_at) do update set affected_from = least(h.affected_from, excluded.affected_from)""");

    private static final String FIND_UNNOTED = Query.stored(KeptPast.class, "find-unnoted");
    private static final String INSERT_UNNOTED = Query.stored(KeptPast.class, "insert-unnoted");
    private static final String NOTE_EARLIER = Query.stored(KeptPast.class, "note-earlier");
    private static final String NOTE_INSERTED = Query.stored(KeptPast.class, "note-inserted");

    private final Connection connection;
    private final Versions versions;
    private final String gold;
    private boolean wasEmpty;

    /**
     * Of a table of gold, or of one that is built aside.
     *
     * @param gold the table, as SQL names it
     */
    KeptPast(Connection connection, Versions versions, String gold) {
        this.connection = connection;
        this.versions = versions;
        this.gold = gold;
    }

    @Override
    public void begin() throws SQLException {
        execute(CREATE_DUE
                .with("key", Versions.columns("v", versions.key()))
                .with("versions", versions.sql())
                .sql());
        execute(DUE_IS_UNIQUE.with("key", Sql.names(versions.key())).sql());
        wasEmpty = isEmpty(versions.sql());
    }

    @Override
    public void forget() throws SQLException {
        execute("delete from " + versions.sql());
        wasEmpty = true;
    }

    @Override
    public List<String> returned() {
        return Stream.of(
                        versions.key(),
                        versions.history().columns(),
                        versions.besideInGold(),
                        List.of("is_deleted", "_deleted_at", "_source_version"),
                        Versions.LINEAGE)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public String noteInserted() {
        return inserting(NOTE_INSERTED);
    }

    @Override
    public void noteObserved() throws SQLException {
        Template find = Template.of(FIND_UNNOTED)
                .with("versions", versions.sql())
                .with("same_record", versions.sameRecord("v", "b"))
                .with("noted_beside", Versions.columns("v", versions.beside()))
                .with("noted_values", versions.tracked("v"))
                .with("batch_beside", Versions.columns("b", versions.besideInGold()))
                .with("values", versions.tracked("b"));
        if (execute(find.sql()) > 0) {
            execute(Template.of(NOTE_EARLIER)
                    .with("versions", versions.sql())
                    .with("moment", MOMENT)
                    .with("batch_lineage", Versions.columns("b", Versions.LINEAGE))
                    .sql());
            execute(inserting(INSERT_UNNOTED));
            execute(due(DUE_OF_UNNOTED, "b"));
        }
        execute("drop table unnoted");
    }

    /** A statement that inserts versions of an alias b. */
    private String inserting(String statement) {
        return Template.of(statement)
                .with("versions", versions.sql())
                .with("key", Sql.names(versions.key()))
                .with("tracked", versions.tracked())
                .with("beside", Sql.names(versions.beside()))
                .with("lineage", Sql.names(Versions.LINEAGE))
                .with("batch_key", Versions.columns("b", versions.key()))
                .with("values", versions.tracked("b"))
                .with("moment", MOMENT)
                .with("batch_beside", Versions.columns("b", versions.besideInGold()))
                .with("batch_lineage", Versions.columns("b", Versions.LINEAGE))
                .sql();
    }

    @Override
    public void noteCompared() throws SQLException {
        execute(due(DUE_OF_COMPARED, "b"));
    }

    @Override
    public void noteAbsent() throws SQLException {
        execute(DUE_OF_ABSENT
                .with("key", Versions.columns("g", versions.key()))
                .with("gold", gold)
                .sql());
    }

    @Override
    public void tell() throws SQLException {
        if (wasEmpty) {
            execute("analyze " + versions.sql());
            execute(ALL_DUE.with("key", Versions.columns("v", versions.key()))
                    .with("versions", versions.sql())
                    .sql());
        }
        if (!isEmpty("history_due")) {
            execute("analyze history_due");
            Told told = new Told(versions, gold);
            execute(told.create());
            execute("analyze told");
            for (String statement : told.write()) {
                for (String affectedFrom : Query.of(connection, statement).list(row -> row.text("affected_from"))) {
                    noteChange(affectedFrom);
                }
            }
            execute("drop table told");
            if (wasEmpty) {
                noteAllChanged();
            }
        }
        execute("drop table history_due");
    }

    /** Notes that nothing in the history need be as it was. */
    void noteAllChanged() throws SQLException {
        noteChange(EVER);
    }

    /** Notes from when on the history reads otherwise. */
    private void noteChange(String affectedFrom) throws SQLException {
        if (versions.isGold()) {
            Query.of(
                            connection,
                            NOTE_CHANGE
                                    .with("table", Sql.literal(versions.gold().name()))
                                    .sql())
                    .bind("affected_from", affectedFrom)
                    .update();
        }
    }

    private String due(Template insert, String alias) {
        return insert.with("key", Versions.columns(alias, versions.key())).sql();
    }

    private boolean isEmpty(String table) throws SQLException {
        return Query.of(connection, "select from " + table + " limit 1")
                .list(row -> table)
                .isEmpty();
    }

    private long execute(String sql) throws SQLException {
        return Query.of(connection, sql).update();
    }
}
