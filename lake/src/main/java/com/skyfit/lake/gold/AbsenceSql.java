package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;

/**
 * The SQL that marks records as deleted which a complete listing no longer shows. A record counts as deleted from the first complete
 * listing of its scope on that is newer than the last run that saw it; that depends on what was read, not on the order in which it came.
 * All statements have two parameters: the source's and the entity's name.
 */
final class AbsenceSql {

    private final Entity entity;
    private final Target target;

    AbsenceSql(Entity entity, Target target) {
        this.target = target;
        this.entity = entity;
    }

    /** Has the listings looked at again that are newer than files which only now came to gold; a third parameter: those files. */
    String reopen() {
        return """
                update ops.manifest m set absence_applied_at = null
                where m.source = ? and m.entity = ? and m.complete_listing and m.absence_applied_at is not null
                    and exists (select from ops.file f where f.file_id = any (?) and f.scope = m.scope and f.run_id < m.run_id)""";
    }

    /** Marks what the listings no longer show. Scopes with files still to load are left alone: the record may be in one of them. */
    String mark() {
        return """
                with listing as materialized (
                    select m.scope, m.run_id collate "C" as run_id, to_timestamp(left(m.run_id, 16), 'YYYYMMDD"T"HH24MISS"Z"') as taken_at
                    from ops.manifest m join (%s) due using (source, entity, scope)
                    where m.complete_listing
                ),
                newest as (select scope, max(run_id) as run_id from listing group by scope)
                update %s g set is_deleted = true, _deleted_at = missed.taken_at, _absent_from_run_id = missed.run_id, _updated_at = now()
                from newest n cross join listing missed
                where g.scope = n.scope and g._last_seen_run_id < n.run_id
                    and missed.scope = g.scope and missed.run_id > g._last_seen_run_id
                    and not exists (select from listing earlier where earlier.scope = g.scope
                        and earlier.run_id > g._last_seen_run_id and earlier.run_id < missed.run_id)
                    and (not g.is_deleted or g._absent_from_run_id <> missed.run_id)""".formatted(due(), target.sql(entity.table()));
    }

    /** Notes that the listings were looked at. */
    String applied() {
        return """
                update ops.manifest m set absence_applied_at = now() from (%s) due
                where m.complete_listing and (m.source, m.entity, m.scope) = (due.source, due.entity, due.scope)""".formatted(due());
    }

    private static String due() {
        return """
                select distinct d.source, d.entity, d.scope from ops.manifest d
                where d.source = ? and d.entity = ? and d.complete_listing and d.absence_applied_at is null
                    and not exists (select from ops.file f where f.source = d.source and f.entity = d.entity and f.scope = d.scope
                        and f.state <> 'loaded')""";
    }
}
