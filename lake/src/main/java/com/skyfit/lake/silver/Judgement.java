package com.skyfit.lake.silver;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's verdict on single lines of one part: a row of silver as it is, a row after the documented repair, or quarantine with a reason
 * (ADR-051). Lives in the temporary table {@code suspect} of one transaction.
 */
final class Judgement {

    /** The longest line, in bytes, that can be a row; of a longer one quarantine keeps this much. */
    static final long LONGEST_LINE = 64L << 20;

    /** Brings lines in. */
    static final String COPY = "copy suspect (line_no, line, length) from stdin";

    private static final String JUDGE = Query.stored(Judgement.class, "judge_lines");

    private static final String TAKE = """
            with taken as (
                delete from ops.quarantine
                where stage = 'load' and file_id = :file and octet_length(received_bytes) < :longest
                returning line_no, received_bytes
            )
            insert into suspect (line_no, line, length)
            select line_no, received_bytes, octet_length(received_bytes) from taken""";

    private static final String QUARANTINE = """
            insert into ops.quarantine (stage, file_id, line_no, reason, received, received_bytes)
            select 'load', :file, line_no, reason, left(ops.utf8(line), 1000), line from judged where reason is not null""";

    /** How many damaged lines are read at a time. */
    private static final int AT_ONCE = 500;

    private static final String DAMAGED = """
            select line_no, substring(line for :beginning) as beginning
            from judged where reason is not null and line_no > :after order by line_no limit :most""";

    private static final String NOTE_KEYS = """
            update ops.quarantine q set key = k.key
            from unnest(:lines::int[], :keys::text[]) k (line_no, key)
            where q.stage = 'load' and q.file_id = :file and q.line_no = k.line_no""";

    private static final String NOTE_REPAIRS = """
            with noted as (
                insert into ops.repair (file_id, line_no, kind, places)
                select :file, j.line_no, k.kind, k.places
                from judged j cross join lateral (values ('u0000', j.nulls), ('surrogate', j.surrogates)) k(kind, places)
                where j.reason is null and k.places > 0
                returning line_no
            )
            select count(distinct line_no) as lines from noted""";

    private static final Template INSERT = Template.of("""
            insert into {rows} (file_id, line_no, payload)
            select :file, line_no, payload from judged where reason is null""");

    private final Connection connection;
    private final SilverTable table;
    private final String rows;
    private final int fileId;

    /**
     * Begins with no line.
     *
     * @param rows the table that good lines are brought into, as SQL names it
     */
    Judgement(Connection connection, SilverTable table, String rows, int fileId) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.rows = rows;
        this.fileId = fileId;
        Query.execute(
                connection, "create temporary table suspect (line_no int, line bytea, length bigint) on commit drop");
    }

    /** Brings in the lines of the part that quarantine holds, but for those of which it holds the beginning only, and takes them out there. */
    void takeFromQuarantine() throws SQLException {
        Query.of(connection, TAKE)
                .bind("file", fileId)
                .bind("longest", LONGEST_LINE)
                .update();
    }

    /** Judges all of them: good ones become rows, repaired ones are noted, the others go to quarantine. */
    LoadedPart pronounce() throws SQLException {
        Query.of(
                        connection,
                        Template.of(JUDGE)
                                .with("has_key", table.hasKey("j.payload"))
                                .with("key", table.keyJson("j.payload"))
                                .sql())
                .bind("longest", LONGEST_LINE)
                .bind("key_name", table.key())
                .update();
        long quarantined = forFile(QUARANTINE);
        if (quarantined > 0) {
            noteKeys();
        }
        long repaired = Query.of(connection, NOTE_REPAIRS).bind("file", fileId).one(row -> row.number("lines"));
        long good = forFile(INSERT.with("rows", rows).sql());
        return new LoadedPart(good, quarantined, repaired);
    }

    /** Whose records the lines in quarantine are, as far as they show it: gold may have an older state of them. */
    private void noteKeys() throws SQLException {
        List<Damaged> some = damaged(0);
        while (!some.isEmpty()) {
            List<String> lines = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            for (Damaged line : some) {
                line.key().ifPresent(key -> {
                    lines.add(String.valueOf(line.number()));
                    keys.add(key);
                });
            }
            Query.of(connection, NOTE_KEYS)
                    .bind("lines", lines)
                    .bind("keys", keys)
                    .bind("file", fileId)
                    .update();
            some = damaged(some.get(some.size() - 1).number());
        }
    }

    private record Damaged(long number, Optional<String> key) {}

    private List<Damaged> damaged(long after) throws SQLException {
        return Query.of(connection, DAMAGED)
                .bind("beginning", DamagedLine.BEGINNING)
                .bind("after", after)
                .bind("most", AT_ONCE)
                .list(row -> new Damaged(row.number("line_no"), DamagedLine.key(row.bytes("beginning"), table)));
    }

    private long forFile(String sql) throws SQLException {
        return Query.of(connection, sql).bind("file", fileId).update();
    }
}
