package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /**
     * Counts what has changed since the equations were last seen to hold, and everything where they do not: the rows of both tables are
     * counted every time, but the keys inside payloads only of files that came since; for the others stands the account that the transform
     * keeps. See ADR-062.
     */
    static Reconciliation of(Connection connection, Subject subject) throws SQLException {
        Optional<Reconciliation> quick = quick(connection, subject);
        if (quick.isPresent() && quick.get().breaches().isEmpty()) {
            markReconciled(connection, subject);
            return quick.get();
        }
        return recount(connection, subject);
    }

    /** Counts everything. Reads all of the entity's silver rows. */
    public static Reconciliation recount(Connection connection, Subject subject) throws SQLException {
        Reconciliation counted = counted(connection, subject, """
                select count(*) as rows, count(distinct %s) as keys from %s l join ops.file f using (file_id) where f.scope = ?""".formatted(keyOf(subject), silver(subject)));
        if (counted.breaches().isEmpty()) {
            try (PreparedStatement note = subject.bound(connection, """
                    insert into ops.gold_keys (source, scope, entity, keys) values (?, ?, ?, ?)
                    on conflict (source, entity, scope) do update set keys = excluded.keys""")) {
                note.setLong(4, counted.keys());
                note.executeUpdate();
            }
            markReconciled(connection, subject);
        }
        return counted;
    }

    /** Nothing where the transform keeps no account yet. */
    private static Optional<Reconciliation> quick(Connection connection, Subject subject) throws SQLException {
        long account;
        try (PreparedStatement query = subject.bound(
                        connection, "select keys from ops.gold_keys where source = ? and scope = ? and entity = ?");
                ResultSet found = query.executeQuery()) {
            if (!found.next()) {
                return Optional.empty();
            }
            account = found.getLong(1);
        }
        return Optional.of(counted(connection, subject, """
                select count(*) as rows, %d + count(distinct %s) filter (where g.scope is null and f.reconciled_at is null) as keys
                from %s l join ops.file f using (file_id)
                    left join %s g on f.reconciled_at is null and g.scope = f.scope and g.%s = %s
                where f.scope = ?""".formatted(
                        account,
                        keyOf(subject),
                        silver(subject),
                        gold(subject),
                        Sql.name(subject.entity().table().key().get(0)),
                        "case when f.reconciled_at is null then " + keyOf(subject) + " end")));
    }

    private static Reconciliation counted(Connection connection, Subject subject, String silver) throws SQLException {
        String sql = """
                select
                    (select coalesce(sum(records), 0) from ops.manifest where source = ? and scope = ? and entity = ?) as records,
                    (select coalesce(sum(lines), 0) from ops.file where source = ? and scope = ? and entity = ?) as lines,
                    silver.rows, silver.keys,
                    (select count(distinct (q.file_id, q.line_no)) from ops.quarantine q join ops.file f using (file_id)
                     where q.stage = 'load' and f.source = ? and f.scope = ? and f.entity = ?) as quarantined,
                    gold.rows as gold_rows, gold.deleted
                from (%s) silver
                cross join (select count(*) as rows, count(*) filter (where is_deleted) as deleted
                            from %s where scope = ?) gold""".formatted(silver, gold(subject));
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

    private static void markReconciled(Connection connection, Subject subject) throws SQLException {
        try (PreparedStatement update = subject.bound(connection, """
                update ops.file set reconciled_at = now() where source = ? and scope = ? and entity = ? and state = 'loaded'
                    and reconciled_at is null""")) {
            update.executeUpdate();
        }
    }

    private static String silver(Subject subject) {
        return SilverTable.of(subject.source(), subject.entity()).sql();
    }

    private static String keyOf(Subject subject) {
        return SilverTable.of(subject.source(), subject.entity()).keyOf("l.payload");
    }

    private static String gold(Subject subject) {
        return GoldTable.of(subject.entity().table()).sql();
    }

    /**
     * The business keys that one layer has and the other lacks.
     *
     * @param missing keys of silver without a gold row
     * @param surplus keys of gold rows without a silver row
     */
    public record Differences(List<String> missing, List<String> surplus) {

        public Differences {
            missing = List.copyOf(missing);
            surplus = List.copyOf(surplus);
        }
    }

    /**
     * Compares the keys themselves, which equal counts could hide. Reads all of the entity's silver rows.
     *
     * @param most how many of each kind are listed
     */
    public static Differences differences(Connection connection, Subject subject, int most) throws SQLException {
        String silver = "select %s as key from %s l join ops.file f using (file_id) where f.scope = ?"
                .formatted(keyOf(subject), silver(subject));
        String gold = "select %s as key from %s where scope = ?"
                .formatted(Sql.name(subject.entity().table().key().get(0)), gold(subject));
        return new Differences(
                keys(connection, subject, silver + " except " + gold, most),
                keys(connection, subject, gold + " except " + silver, most));
    }

    private static List<String> keys(Connection connection, Subject subject, String except, int most)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select key::text from (" + except + ") differing order by differing.key limit ?")) {
            query.setString(1, subject.scope());
            query.setString(2, subject.scope());
            query.setInt(3, most);
            try (ResultSet rows = query.executeQuery()) {
                List<String> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
                return keys;
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
