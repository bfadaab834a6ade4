package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Marks records as deleted that a complete listing no longer shows. A record is missed by the first complete listing of its scope that began
 * after the last run that saw it. A listing is refused if a line read since its begin is in quarantine or a manifest is missing, if it
 * misses every record, or more of them than the catalog accepts; the missed records then stay as they are, and {@code ops.absence} says why.
 * All of that depends on what was read and confirmed by an operator, not on its order (ADR-040).
 *
 * <p>Works in two temporary tables: {@code due_scope}, the scopes to look at again, and {@code missed_key}, the rows that listings miss.
 */
final class Absence {

    /** This many may always be missed, whatever their share: small tables change by a few. */
    static final long FEW = 3;

    /** Reopens the listings that began after files that have only now reached gold. */
    private static final String REOPEN = """
            update ops.manifest m set absence_applied_at = null
            where m.source = :source and m.entity = :entity and m.complete_listing and m.absence_applied_at is not null
                and exists (select from ops.file f where f.file_id = any (:files) and f.scope = m.scope
                    and f.run_id collate "C" < m.listing_began collate "C")""";

    /** Confirms the listings refused so far; later ones need another confirmation. */
    private static final String CONFIRM = """
            update ops.absence set confirmed = true
            where source = :source and entity = :entity and scope = :scope and outcome = 'refused'""";

    /** The refused listings that no longer miss anything. */
    private static final String CLEAR = """
            update ops.absence a set absent = 0, outcome = 'marked', reason = null, judged_at = now()
            from due_scope due
            where a.source = :source and a.entity = :entity and a.scope = due.scope
                and not exists (select from missed_key missed where missed.scope = a.scope and missed.run_id = a.run_id)""";

    private static final String APPLIED = """
            update ops.manifest m set absence_applied_at = now() from due_scope due
            where m.source = :source and m.entity = :entity and m.scope = due.scope and m.complete_listing""";

    /** Scopes with files still to load are left alone: the record may be in one of them. */
    private static final String DUE = Query.stored(Absence.class, "due_scopes");

    private static final String MISSED = Query.stored(Absence.class, "missed_keys");
    private static final String VERDICTS = Query.stored(Absence.class, "absence_verdicts");

    private final Connection connection;
    private final Source source;
    private final Entity entity;
    private final String gold;
    private final String key;

    Absence(Connection connection, Source source, Entity entity, Target target) {
        this.connection = connection;
        this.source = source;
        this.entity = entity;
        this.gold = target.sql(entity.table());
        this.key = Sql.name(entity.table().key().get(0));
    }

    /**
     * Judges the scopes again in which something has changed.
     *
     * @param newFiles that have only now reached gold
     * @param confirmed whether an operator confirms that all records that the listings of a scope miss are deleted
     * @return rows whose mark has changed
     */
    long mark(int[] newFiles, Predicate<String> confirmed) throws SQLException {
        query(REOPEN).bind("files", newFiles).update();
        if (query(DUE).update() == 0) {
            execute("drop table due_scope");
            return 0;
        }
        for (String scope : dueScopes()) {
            if (confirmed.test(scope)) {
                query(CONFIRM).bind("scope", scope).update();
            }
        }
        findMissed();
        query(CLEAR).update();
        judge();
        long changed = query(markMissed()).update() + query(releaseDoubted()).update();
        query(APPLIED).update();
        execute("drop table missed_key");
        execute("drop table due_scope");
        return changed;
    }

    private List<String> dueScopes() throws SQLException {
        return Query.of(connection, "select scope from due_scope").list(row -> row.text("scope"));
    }

    /** The rows that listings miss, each with the first listing that does. Records that the source itself reports as deleted are not among them. */
    private void findMissed() throws SQLException {
        query(Template.of(MISSED).with("gold", gold).with("key", key).sql()).update();
    }

    /** The verdict on each listing that misses something. */
    private void judge() throws SQLException {
        query(Template.of(VERDICTS).with("gold", gold).sql())
                .bind("few", FEW)
                .bind("most_absent", entity.deletions().mostAbsent())
                .update();
    }

    /** Marks what accepted listings miss. */
    private String markMissed() {
        return Template.of("""
                        update {gold} g set
                            is_deleted = true, _absent_from_run_id = missed.run_id, _updated_at = now(),
                            _deleted_at = to_timestamp(left(missed.run_id, 16), 'YYYYMMDD"T"HH24MISS"Z"')
                        from missed_key missed
                            join ops.absence a on a.source = :source and a.entity = :entity
                                and a.scope = missed.scope and a.run_id = missed.run_id
                        where g.scope = missed.scope and g.{key} = missed.key
                            and a.outcome = 'marked' and g._absent_from_run_id is distinct from missed.run_id""").with("gold", gold).with("key", key).sql();
    }

    /** Takes the mark from what only doubted listings miss. */
    private String releaseDoubted() {
        return Template.of("""
                        update {gold} g set
                            is_deleted = false, _absent_from_run_id = null, _updated_at = now(), _deleted_at = null
                        from missed_key missed
                            join ops.absence a on a.source = :source and a.entity = :entity
                                and a.scope = missed.scope and a.run_id = missed.run_id
                        where g.scope = missed.scope and g.{key} = missed.key
                            and a.outcome = 'refused' and g._absent_from_run_id is not null""").with("gold", gold).with("key", key).sql();
    }

    private Query query(String sql) {
        return Query.of(connection, sql).bind("source", source.name()).bind("entity", entity.name());
    }

    private void execute(String sql) throws SQLException {
        Query.of(connection, sql).update();
    }
}
