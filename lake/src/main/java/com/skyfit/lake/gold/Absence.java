package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.warehouse.Sql;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;

/**
 * Marks records as deleted that a complete listing no longer shows. A record is missed by the first complete listing of its scope that began
 * after the last run that saw it. A listing is doubted where a line read since its begin is in quarantine or a manifest is missing, where it
 * misses every record, or more of them than the catalog believes; what it misses then stays as it is, and {@code ops.absence} says why.
 * All of that depends on what was read and on what an operator has confirmed, not on the order in which it came (ADR-040).
 */
final class Absence {

    /** So many may always be missed, whatever their share: small tables change by a few. */
    static final long FEW = 3;

    private static final String DUE = "due_scope";
    private static final String MISSED = "missed_key";

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
     * Looks at the scopes again in which something has changed.
     *
     * @param newFiles that only now came to gold
     * @param confirmed whether an operator says that what the listings of a scope miss is deleted, however much it is
     * @return rows whose mark has changed
     */
    long mark(Array newFiles, Predicate<String> confirmed) throws SQLException {
        reopen(newFiles);
        if (!findDue()) {
            return 0;
        }
        for (String scope : dueScopes()) {
            if (confirmed.test(scope)) {
                confirm(scope);
            }
        }
        findMissed();
        judge();
        long changed = apply();
        named("update ops.manifest m set absence_applied_at = now() from " + DUE
                + " due where m.source = ? and m.entity = ? and m.scope = due.scope and m.complete_listing");
        execute("drop table " + MISSED);
        execute("drop table " + DUE);
        return changed;
    }

    /** Has the listings looked at again that began after files which only now came to gold. */
    private void reopen(Array newFiles) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update ops.manifest m set absence_applied_at = null
                where m.source = ? and m.entity = ? and m.complete_listing and m.absence_applied_at is not null
                    and exists (select from ops.file f where f.file_id = any (?) and f.scope = m.scope
                        and f.run_id collate "C" < m.listing_began collate "C")""")) {
            update.setString(1, source.name());
            update.setString(2, entity.name());
            update.setArray(3, newFiles);
            update.executeUpdate();
        }
    }

    /** Scopes with files still to load are left alone: the record may be in one of them. */
    private boolean findDue() throws SQLException {
        long due = named("""
                create temporary table %s on commit drop as
                select distinct m.scope from ops.manifest m
                where m.source = ? and m.entity = ? and m.complete_listing
                    and (m.absence_applied_at is null or exists (select from ops.absence a
                        where a.source = m.source and a.entity = m.entity and a.scope = m.scope and a.outcome = 'refused'))
                    and not exists (select from ops.file f where f.source = m.source and f.entity = m.entity and f.scope = m.scope
                        and f.state <> 'loaded')""".formatted(DUE));
        if (due == 0) {
            execute("drop table " + DUE);
        }
        return due > 0;
    }

    private List<String> dueScopes() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet scopes = statement.executeQuery("select array_agg(scope) from " + DUE)) {
            scopes.next();
            return List.of((String[]) scopes.getArray(1).getArray());
        }
    }

    /** What the listings are doubted for so far is deleted; what later ones miss will have to be confirmed again. */
    private void confirm(String scope) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update ops.absence set confirmed = true where source = ? and entity = ? and scope = ? and outcome = 'refused'""")) {
            update.setString(1, source.name());
            update.setString(2, entity.name());
            update.setString(3, scope);
            update.executeUpdate();
        }
    }

    /** The rows that listings miss, each with the first listing that does. What the source itself says is deleted is not among them. */
    private void findMissed() throws SQLException {
        named("""
                create temporary table %1$s on commit drop as
                with listing as materialized (
                    select m.scope, m.run_id collate "C" as run_id, m.listing_began collate "C" as began
                    from ops.manifest m join %2$s due using (scope)
                    where m.source = ? and m.entity = ? and m.complete_listing
                ),
                newest as (select scope, max(began) as began from listing group by scope),
                candidate as (
                    select g.scope, g.%3$s as key, g._last_seen_run_id as last_seen
                    from newest n join %4$s g on g.scope = n.scope and g._last_seen_run_id < n.began
                    where not g.is_deleted or g._absent_from_run_id is not null
                )
                select c.scope, c.key, first.run_id, first.began
                from candidate c join (
                    select seen.scope, seen.last_seen, missed.run_id, missed.began
                    from (select distinct scope, last_seen from candidate) seen cross join lateral (
                        select l.run_id, l.began from listing l where l.scope = seen.scope and l.began > seen.last_seen
                        order by l.run_id limit 1) missed
                ) first using (scope, last_seen)""".formatted(MISSED, DUE, key, gold));
    }

    /** The verdict on each listing that misses something, and on those that were doubted and miss nothing any more. */
    private void judge() throws SQLException {
        named("""
                update ops.absence a set absent = 0, outcome = 'marked', reason = null, judged_at = now()
                from %s due
                where a.source = ? and a.entity = ? and a.scope = due.scope
                    and not exists (select from %s missed where missed.scope = a.scope and missed.run_id = a.run_id)""".formatted(DUE, MISSED));
        try (PreparedStatement upsert = connection.prepareStatement(verdicts())) {
            upsert.setString(1, source.name());
            upsert.setString(2, entity.name());
            upsert.executeUpdate();
        }
    }

    private String verdicts() {
        return """
                insert into ops.absence as a (source, entity, scope, run_id, listing_began, live, absent, confirmed, outcome, reason)
                with counted as (
                    select ? as source, ? as entity, scope, run_id, began, count(*) as absent
                    from %1$s group by scope, run_id, began
                ),
                known as (
                    select c.*, (select count(*) from %2$s g where g.scope = c.scope)
                            - coalesce(sum(c.absent) over (partition by c.scope order by c.run_id
                                rows between unbounded preceding and 1 preceding), 0) as live,
                        coalesce(old.confirmed, false) as confirmed,
                        (select coalesce(sum(f.quarantined_lines), 0) from ops.file f
                         where f.source = c.source and f.entity = c.entity and f.scope = c.scope and f.run_id collate "C" >= c.began) as quarantined,
                        (select count(*) from (select from ops.manifest m
                         where m.source = c.source and m.entity = c.entity and m.scope = c.scope and m.run_id collate "C" >= c.began
                         group by m.run_id having count(*) <> max(m.sequence)) gap) as gaps
                    from counted c left join ops.absence old using (source, entity, scope, run_id)
                ),
                doubted as (
                    select *, case
                        when gaps > 0 then 'manifests of ' || gaps || ' runs since the listing began are missing'
                        when confirmed then null
                        when quarantined > 0
                            then quarantined || ' lines read since the listing began are in quarantine and may be the absent records'
                        when absent = live then 'the listing shows none of the live records'
                        when absent > greatest(%3$d, floor(%4$s * live)) then 'more than ' || round(%4$s * 100) || ' %% of the live records are absent'
                    end as doubt from known
                )
                select source, entity, scope, run_id, began, live, absent, confirmed,
                    case when doubt is null then 'marked' else 'refused' end, doubt
                from doubted
                on conflict (source, scope, entity, run_id) do update
                set live = excluded.live, absent = excluded.absent, outcome = excluded.outcome, reason = excluded.reason, judged_at = now()
                where (a.live, a.absent, a.outcome, a.reason) is distinct from
                    (excluded.live, excluded.absent, excluded.outcome, excluded.reason)""".formatted(
                        MISSED,
                        gold,
                        FEW,
                        BigDecimal.valueOf(entity.deletions().mostAbsent()).toPlainString());
    }

    /** Lets the rows follow the verdicts, both ways. */
    private long apply() throws SQLException {
        String verdict = """
                from %s missed join ops.absence a on a.source = ? and a.entity = ? and a.scope = missed.scope and a.run_id = missed.run_id
                where g.scope = missed.scope and g.%s = missed.key""".formatted(MISSED, key);
        long marked = named("update " + gold + """
                 g set is_deleted = true, _absent_from_run_id = missed.run_id, _updated_at = now(),
                    _deleted_at = to_timestamp(left(missed.run_id, 16), 'YYYYMMDD"T"HH24MISS"Z"')
                """ + verdict
                + " and a.outcome = 'marked' and g._absent_from_run_id is distinct from missed.run_id");
        long released = named("update " + gold
                + " g set is_deleted = false, _absent_from_run_id = null, _updated_at = now(), _deleted_at = null "
                + verdict + " and a.outcome = 'refused' and g._absent_from_run_id is not null");
        return marked + released;
    }

    /** Executes a statement whose two parameters are the names of source and entity. */
    private long named(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, source.name());
            statement.setString(2, entity.name());
            return statement.executeLargeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
