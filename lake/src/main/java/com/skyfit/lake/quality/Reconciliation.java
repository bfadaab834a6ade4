package com.skyfit.lake.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terms of the first promise, counted where the records are stored: every record answered is a line, every line a silver or a quarantine
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
        @JsonUnwrapped Subject subject,
        long records,
        long lines,
        long silverRows,
        long quarantined,
        long keys,
        long goldRows,
        long deletedRows) {

    private static final String COUNT = Query.stored(Reconciliation.class, "reconciliation");

    private static final Template ALL_KEYS = Template.of("""
            select count(*) as rows, count(distinct {key}) as keys
            from {observations} l join ops.file f using (file_id)
            where f.scope = :scope""");

    /** Rows and ranges are counted where they are stored; only the keys of new files are looked up in gold. */
    private static final Template NEW_KEYS = Template.of("""
            select
                (select count(*) from {silver} l join ops.file f using (file_id) where f.scope = :scope)
                    + (select coalesce(sum(r.lines), 0) from ops.repeat r join ops.file f using (file_id)
                       where f.source = :source and f.scope = :scope and f.entity = :entity) as rows,
                {account} + (
                    select count(distinct {key})
                    from ops.file f join {observations} l using (file_id)
                        left join {gold} g on g.scope = f.scope and g.{gold_key} = {key}
                    where f.source = :source and f.scope = :scope and f.entity = :entity and f.reconciled_at is null
                        and g.scope is null
                ) as keys""");

    private static final String KNOWN_KEYS =
            "select keys from ops.gold_keys where source = :source and scope = :scope and entity = :entity";

    private static final String NOTE_KEYS = """
            insert into ops.gold_keys (source, scope, entity, keys) values (:source, :scope, :entity, :keys)
            on conflict (source, entity, scope) do update set keys = excluded.keys""";

    private static final String MARK_RECONCILED = """
            update ops.file set reconciled_at = now()
            where source = :source and scope = :scope and entity = :entity and state = 'loaded' and reconciled_at is null""";

    private static final Template KEYS_OF_SILVER = Template.of(
            "select {key} as key from {observations} l join ops.file f using (file_id) where f.scope = :scope");

    private static final Template KEYS_OF_GOLD = Template.of("select {key} as key from {gold} where scope = :scope");

    private static final Template LACKING = Template.of("""
            select key::text as key from ({here} except {there}) differing order by differing.key limit :most""");

    /**
     * Counts what has changed since the equations last held, and everything if they do not: the rows of both tables are
     * counted every time, but the keys inside payloads only of new files; for the others it uses the running total that the transform
     * keeps. See ADR-062.
     */
    static Reconciliation of(Connection connection, ScopedEntity entity) throws SQLException {
        Optional<Reconciliation> quick = quick(connection, entity);
        if (quick.isPresent() && quick.get().breaches().isEmpty()) {
            markReconciled(connection, entity);
            return quick.get();
        }
        return recount(connection, entity);
    }

    /** Counts everything. Reads all of the entity's silver rows. */
    public static Reconciliation recount(Connection connection, ScopedEntity entity) throws SQLException {
        Reconciliation counted = counted(
                connection,
                entity,
                ALL_KEYS.with("key", keyOf(entity))
                        .with("observations", observations(entity))
                        .sql());
        if (counted.breaches().isEmpty() && !connection.isReadOnly()) {
            about(entity, Query.of(connection, NOTE_KEYS))
                    .bind("keys", counted.keys())
                    .update();
            markReconciled(connection, entity);
        }
        return counted;
    }

    /** Empty if the transform has no running total yet. */
    private static Optional<Reconciliation> quick(Connection connection, ScopedEntity entity) throws SQLException {
        Optional<Long> account = about(entity, Query.of(connection, KNOWN_KEYS)).first(row -> row.number("keys"));
        if (account.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(counted(
                connection,
                entity,
                NEW_KEYS.with("account", String.valueOf(account.get()))
                        .with("key", keyOf(entity))
                        .with("silver", table(entity).sql())
                        .with("observations", observations(entity))
                        .with("gold", gold(entity))
                        .with("gold_key", goldKey(entity))
                        .sql()));
    }

    private static Reconciliation counted(Connection connection, ScopedEntity entity, String silverCount)
            throws SQLException {
        String sql = Template.of(COUNT)
                .with("silver_count", silverCount)
                .with("gold", gold(entity))
                .sql();
        return about(entity, Query.of(connection, sql))
                .one(row -> new Reconciliation(
                        entity.subject(),
                        row.number("records"),
                        row.number("lines"),
                        row.number("silver_rows"),
                        row.number("quarantined"),
                        row.number("keys"),
                        row.number("gold_rows"),
                        row.number("deleted_rows")));
    }

    /** Spares the next one the keys of these files; who may only read leaves them to it. */
    private static void markReconciled(Connection connection, ScopedEntity entity) throws SQLException {
        if (connection.isReadOnly()) {
            return;
        }
        about(entity, Query.of(connection, MARK_RECONCILED)).update();
    }

    private static Query about(ScopedEntity entity, Query query) {
        return query.bind(entity.subject().parameters());
    }

    private static String observations(ScopedEntity entity) {
        return table(entity).observations();
    }

    private static String keyOf(ScopedEntity entity) {
        return table(entity).keyOf("l.payload");
    }

    private static SilverTable table(ScopedEntity entity) {
        return SilverTable.of(entity.source(), entity.entity());
    }

    private static String gold(ScopedEntity entity) {
        return GoldTable.of(entity.entity().table()).sql();
    }

    private static String goldKey(ScopedEntity entity) {
        return Sql.name(entity.entity().table().key().get(0));
    }

    /**
     * The business keys that one layer has and the other lacks.
     *
     * @param missing keys of silver without a gold row
     * @param surplus keys of gold rows without a silver row
     */
    public record Differences(
            @JsonProperty("missing_keys") List<String> missing,
            @JsonProperty("surplus_keys") List<String> surplus) {

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
    public static Differences differences(Connection connection, ScopedEntity entity, int most) throws SQLException {
        String silver = KEYS_OF_SILVER
                .with("key", keyOf(entity))
                .with("observations", observations(entity))
                .sql();
        String gold = KEYS_OF_GOLD
                .with("key", goldKey(entity))
                .with("gold", gold(entity))
                .sql();
        return new Differences(
                keys(connection, entity, silver, gold, most), keys(connection, entity, gold, silver, most));
    }

    private static List<String> keys(Connection connection, ScopedEntity entity, String here, String there, int most)
            throws SQLException {
        return Query.of(
                        connection,
                        LACKING.with("here", here).with("there", there).sql())
                .bind("scope", entity.scope())
                .bind("most", most)
                .list(row -> row.text("key"));
    }

    @JsonProperty("holds")
    boolean holds() {
        return breaches().isEmpty();
    }

    /** Silver rows that gold no longer shows, because a newer observation won; lineage leads to them. */
    @JsonProperty("older_versions")
    public long olderVersions() {
        return silverRows - keys;
    }

    /** The equations that do not hold, each with its terms; none if nothing is missing and nothing is too much. */
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
