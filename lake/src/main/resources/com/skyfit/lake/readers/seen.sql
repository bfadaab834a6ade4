-- How many tables and views each reader sees, and of how many it does not see all columns.
select
    r.role,
    coalesce(r.scopes, '{}') as scopes,
    r.personal,
    r.granted_at,
    count(*) filter (where sees.some) as relations,
    count(*) filter (where sees.some and not sees.everything) as narrowed
from ops.reader r
    left join (
        select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any (:schemas::text[]) and c.relkind in ('r', 'p', 'm', 'v')
    ) c on true
    left join lateral (
        select
            bool_or(has_column_privilege(r.role::name, c.oid, a.attnum, 'select')) as some,
            bool_and(has_column_privilege(r.role::name, c.oid, a.attnum, 'select')) as everything
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) sees on true
group by r.role
order by r.role
