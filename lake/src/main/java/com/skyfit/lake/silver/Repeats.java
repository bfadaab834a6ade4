package com.skyfit.lake.silver;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keeps silver from holding a payload twice: the lines of a part arrive in a temporary table, and those whose payloads rows of other parts have
 * become ranges in {@code ops.repeat} (ADR-073). Which part holds the row depends on the order of loading; what {@link
 * SilverTable#observations()} shows does not. A row that other parts lean on is never folded itself, so no range leads to another one.
 */
final class Repeats {

    /** The temporary table in which lines arrive; it has the columns of silver. */
    private static final String ARRIVED = "arrived";

    private static final String LIKELY = """
            select exists (
                select from ops.file f join ops.file o using (source, scope, entity)
                where f.file_id = :file and o.run_id <> f.run_id and o.state = 'loaded') as likely""";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('silver'), hashtext(:table))";

    private static final String LOCK_SHARED =
            "select pg_advisory_xact_lock_shared(hashtext('silver'), hashtext(:table))";

    private static final Template INDEX =
            Template.of("create index if not exists {index} on {silver} (jsonb_hash_extended(payload, 0))");

    private static final String FOLD = Query.stored(Repeats.class, "fold_lines");

    private static final Template LOST = Template.of("""
            select from ops.repeat r
            where r.of_file_id = :file and r.lines <> (
                select count(*) from {silver} l
                where l.file_id = :file and l.line_no between r.of_line_no and r.of_line_no + r.lines - 1)
            limit 1""");

    private final Connection connection;
    private final SilverTable table;
    private final LedgerPart part;
    private final boolean likely;

    private Repeats(Connection connection, SilverTable table, LedgerPart part, boolean likely) {
        this.connection = connection;
        this.table = table;
        this.part = part;
        this.likely = likely;
    }

    /**
     * Decides whether the part may repeat others: one of the first run cannot, so that a first load costs nothing. If it may, creates the index
     * by which payloads are found, in its own transaction; the connection must be in none.
     */
    static Repeats of(Connection connection, SilverTable table, LedgerPart part) throws SQLException {
        boolean likely = part.loaded()
                || Query.of(connection, LIKELY).bind("file", part.fileId()).one(row -> row.flag("likely"));
        if (likely) {
            index(connection, table);
        }
        return new Repeats(connection, table, part, likely);
    }

    private static void index(Connection connection, SilverTable table) throws SQLException {
        String name = table.name() + "_by_payload";
        if (SilverTable.exists(connection, Sql.name(table.schema(), name))) {
            return;
        }
        connection.setAutoCommit(false);
        Query.execute(connection, "select ops.refuse_earlier_writers()");
        Query.of(connection, LOCK).bind("table", table.sql()).list(row -> "");
        Query.execute(
                connection,
                INDEX.with("index", Sql.name(name)).with("silver", table.sql()).sql());
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Prevents the removal of rows that others may refer to: replacing rows of a table is exclusive. Must be called at the
     * begin of the transaction, before rows of the ledger are locked.
     */
    void lock() throws SQLException {
        if (likely) {
            Query.of(connection, part.loaded() ? LOCK : LOCK_SHARED)
                    .bind("table", table.sql())
                    .list(row -> "");
        }
    }

    /** Begins with no line; returns the table, as SQL names it, that lines are to be brought into. */
    String begin() throws SQLException {
        if (!likely) {
            return table.sql();
        }
        Query.execute(
                connection, "create temporary table arrived (file_id int, line_no int, payload jsonb) on commit drop");
        Query.execute(connection, "alter table arrived alter column payload set storage external");
        return ARRIVED;
    }

    /**
     * Brings the lines that have arrived into silver.
     *
     * @throws BrokenPartException if a line that other parts refer to is no longer a row
     */
    void fold() throws SQLException, BrokenPartException {
        if (!likely) {
            return;
        }
        Query.of(connection, Template.of(FOLD).with("silver", table.sql()).sql())
                .bind("file", part.fileId())
                .update();
        boolean lost = Query.of(connection, LOST.with("silver", table.sql()).sql())
                .bind("file", part.fileId())
                .first(row -> true)
                .isPresent();
        if (lost) {
            throw new BrokenPartException(
                    part, "the server now rejects a line that was a row of silver and that later parts repeat");
        }
    }
}
