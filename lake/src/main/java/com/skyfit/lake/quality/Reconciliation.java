package com.skyfit.lake.quality;

import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The terms of the first promise, counted where the records lie: every record answered is a line, every line a silver or a quarantine
 * row, every business key of silver a gold row.
 *
 * @param subject whose records
 * @param records that the source answered with, as manifests say
 * @param lines of the parts that those manifests name
 * @param silverRows found in silver
 * @param quarantined lines found in quarantine
 * @param keys business keys found in silver
 * @param goldRows found in gold, deleted ones included
 * @param deletedRows those of them that are deleted at the source
 */
public record Reconciliation(
        Subject subject,
        long records,
        long lines,
        long silverRows,
        long quarantined,
        long keys,
        long goldRows,
        long deletedRows) {

    /** Counts. Reads all of the entity's silver rows. */
    static Reconciliation of(Connection connection, Subject subject) throws SQLException {
        SilverTable silver = SilverTable.of(subject.source(), subject.entity());
        String sql = """
                select
                    (select coalesce(sum(records), 0) from ops.manifest where source = ? and scope = ? and entity = ?) as records,
                    (select coalesce(sum(lines), 0) from ops.file where source = ? and scope = ? and entity = ?) as lines,
                    silver.rows, silver.keys,
                    (select count(distinct (q.file_id, q.line_no)) from ops.quarantine q join ops.file f using (file_id)
                     where q.stage = 'load' and f.source = ? and f.scope = ? and f.entity = ?) as quarantined,
                    gold.rows as gold_rows, gold.deleted
                from (select count(*) as rows, count(distinct %s) as keys
                      from %s l join ops.file f using (file_id) where f.scope = ?) silver
                cross join (select count(*) as rows, count(*) filter (where is_deleted) as deleted
                            from %s where scope = ?) gold""".formatted(
                        silver.keyOf("l.payload"),
                        silver.sql(),
                        Sql.name("core", subject.entity().table().name()));
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < 9; i += 3) {
                query.setString(i + 1, subject.source().name());
                query.setString(i + 2, subject.scope());
                query.setString(i + 3, subject.entity().name());
            }
            query.setString(10, subject.scope());
            query.setString(11, subject.scope());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Reconciliation(
                        subject,
                        row.getLong("records"),
                        row.getLong("lines"),
                        row.getLong("rows"),
                        row.getLong("quarantined"),
                        row.getLong("keys"),
                        row.getLong("gold_rows"),
                        row.getLong("deleted"));
            }
        }
    }

    /** Silver rows that gold shows no more, because a newer observation won; lineage leads to them. */
    public long olderVersions() {
        return silverRows - keys;
    }

    /** The equations that do not hold, each with its terms; none where nothing is missing and nothing is too much. */
    public List<String> breaches() {
        List<String> breaches = new ArrayList<>();
        if (records != lines) {
            breaches.add(records + " records answered <> " + lines + " bronze lines");
        }
        if (lines != silverRows + quarantined) {
            breaches.add(lines + " bronze lines <> " + silverRows + " silver rows + " + quarantined + " quarantined");
        }
        if (keys != goldRows) {
            breaches.add(keys + " business keys in silver <> " + goldRows + " gold rows");
        }
        return breaches;
    }

    /** The equation in one line. */
    public String equation() {
        return records + " records = " + lines + " lines = " + silverRows + " silver + " + quarantined
                + " quarantined; silver = " + goldRows + " gold + " + olderVersions() + " older versions";
    }
}
