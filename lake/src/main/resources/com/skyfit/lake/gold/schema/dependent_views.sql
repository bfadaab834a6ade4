-- The views over a table, those over tables before those over views, with everything that a recreated view would lose.
with recursive dependent as (
    select to_regclass(:table)::oid as oid, 0 as depth
    union
    select r.ev_class, d.depth + 1
    from dependent d
        join pg_depend p on p.refobjid = d.oid and p.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = p.objid and r.ev_class <> d.oid
)
select
    c.oid::regclass::text as view,
    pg_get_viewdef(c.oid) as definition,
    c.relkind = 'm' as materialized,
    r.rolname as owner,
    obj_description(c.oid, 'pg_class') as comment,
    array(
        select format('grant %s on %s to %s', a.privilege_type, c.oid::regclass,
            case when a.grantee = 0 then 'public' else quote_ident(g.rolname) end)
        from aclexplode(c.relacl) a left join pg_roles g on g.oid = a.grantee
        where a.grantee <> c.relowner
    ) as grants
from (select oid, max(depth) as depth from dependent where depth > 0 group by oid) d
    join pg_class c on c.oid = d.oid
    join pg_roles r on r.oid = c.relowner
order by d.depth
