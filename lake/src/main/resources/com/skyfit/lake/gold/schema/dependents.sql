-- A relation and the views over it, each after those that it shows, with what one that is made again would have lost.
with recursive dependent as (
    select to_regclass(:relation)::oid as oid, 0 as depth
    union
    select r.ev_class, d.depth + 1
    from dependent d
        join pg_depend p on p.refobjid = d.oid and p.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = p.objid and r.ev_class <> d.oid
),
place as (
    select oid, max(depth) as depth from dependent where oid is not null group by oid
)
select
    place.depth = 0 as itself,
    k.kind,
    c.oid::regclass::text as relation,
    n.nspname || '.' || c.relname as shown,
    coalesce('with (' || array_to_string(c.reloptions, ', ') || ')', '') as options,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) else '' end as definition,
    array(select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = c.oid order by i.indexrelid) as indexes,
    array(
        select format('comment on %s %s is %L', k.kind, c.oid::regclass, d.description)
        from pg_description d where d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
        union all
        select format('comment on column %s.%I is %L', c.oid::regclass, a.attname, d.description)
        from pg_description d join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid
        where d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid > 0
    ) as comments,
    array(
        select format('alter table %s owner to %I', c.oid::regclass, r.rolname)
        union all
        select format('grant %s on %s to %s', a.privilege_type, c.oid::regclass, ops.grantee(a.grantee))
            || case when a.is_grantable then ' with grant option' else '' end
        from aclexplode(c.relacl) a where a.grantee <> c.relowner
        union all
        select format('grant %s (%I) on %s to %s', a.privilege_type, t.attname, c.oid::regclass, ops.grantee(a.grantee))
        from pg_attribute t cross join lateral aclexplode(t.attacl) a
        where t.attrelid = c.oid and not t.attisdropped and a.grantee <> c.relowner
    ) as rights
from place
    join pg_class c on c.oid = place.oid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_roles r on r.oid = c.relowner
    cross join lateral (
        select case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind
    ) k
order by place.depth
