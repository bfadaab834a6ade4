-- The rows of gold that complete listings of the due scopes miss, each with the first listing that does.
create temporary table missed_key on commit drop as
with listing as materialized (
    select m.scope, m.run_id collate "C" as run_id, m.listing_began collate "C" as began
    from ops.manifest m join due_scope due using (scope)
    where m.source = :source and m.entity = :entity and m.complete_listing
),
newest as (
    select scope, max(began) as began from listing group by scope
),
candidate as (
    select g.scope, g.{key} as key, g._last_seen_run_id as last_seen
    from newest n join {gold} g on g.scope = n.scope and g._last_seen_run_id < n.began
    where not g.is_deleted or g._absent_from_run_id is not null
),
first_miss as (
    select seen.scope, seen.last_seen, missed.run_id, missed.began
    from (select distinct scope, last_seen from candidate) seen cross join lateral (
        select l.run_id, l.began from listing l
        where l.scope = seen.scope and l.began > seen.last_seen
        order by l.run_id limit 1
    ) missed
)
select c.scope, c.key, f.run_id, f.began
from candidate c join first_miss f using (scope, last_seen)
