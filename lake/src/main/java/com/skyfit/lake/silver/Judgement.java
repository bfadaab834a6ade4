package com.skyfit.lake.silver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The server's verdict on single lines of one part: a row of silver as it is, a row after the documented repair, or quarantine with a reason
 * (ADR-051). Lives in the temporary table {@code suspect} of one transaction.
 */
final class Judgement {

    /** The longest line, in bytes, that can be a row; of a longer one quarantine keeps this much. */
    static final long LONGEST_LINE = 64L << 20;

    /** Brings lines in. */
    static final String COPY = "copy suspect (line_no, line, length) from stdin";

    private final Connection connection;
    private final SilverTable table;
    private final int fileId;

    /** Begins with no line. */
    Judgement(Connection connection, SilverTable table, int fileId) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.fileId = fileId;
        try (Statement statement = connection.createStatement()) {
            statement.execute("create temporary table suspect (line_no int, line bytea, length bigint) on commit drop");
        }
    }

    /** Brings in the lines of the part that quarantine holds, but for those of which it holds the beginning only, and takes them out there. */
    void takeFromQuarantine() throws SQLException {
        try (PreparedStatement move = connection.prepareStatement("""
                with taken as (
                    delete from ops.quarantine
                    where stage = 'load' and file_id = ? and octet_length(received_bytes) < %d
                    returning line_no, received_bytes
                )
                insert into suspect (line_no, line, length)
                select line_no, received_bytes, octet_length(received_bytes) from taken""".formatted(LONGEST_LINE))) {
            move.setInt(1, fileId);
            move.executeUpdate();
        }
    }

    /** Judges all of them: good ones become rows, repaired ones are noted, the others go to quarantine. */
    LoadedPart pronounce() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table judged on commit drop as
                    select s.line_no, s.line, j.payload, j.repaired, case
                        when s.length > octet_length(s.line) then 'longer than %1$d bytes: ' || s.length || '; bronze holds it whole'
                        when j.reason is not null then j.reason
                        when jsonb_typeof(j.payload) <> 'object' then 'not an object but of type ' || jsonb_typeof(j.payload)
                        when not %2$s then 'no business key: %3$s is ' || coalesce(left((%4$s)::text, 200), 'absent')
                        end as reason
                    from suspect s cross join lateral ops.judged_line(case when s.length = octet_length(s.line) then s.line end) j
                    """.formatted(
                            LONGEST_LINE,
                            table.hasKey("j.payload"),
                            table.key().replace("'", "''"),
                            table.keyJson("j.payload")));
        }
        long quarantined = execute("""
                insert into ops.quarantine (stage, file_id, line_no, reason, received, received_bytes)
                select 'load', ?, line_no, reason, left(ops.utf8(line), 1000), line from judged where reason is not null""");
        long repaired = execute("""
                insert into ops.repair (file_id, line_no, kind, places)
                select ?, line_no, 'u0000', repaired from judged where reason is null and repaired > 0""");
        long rows = execute("insert into " + table.sql()
                + " (file_id, line_no, payload) select ?, line_no, payload from judged where reason is null");
        return new LoadedPart(rows, quarantined, repaired);
    }

    private long execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, fileId);
            return statement.executeUpdate();
        }
    }
}
