-- The statements that bring a reader's rights on tables and views of the two schemas to what they should be; none where they are.
with recursive tables as (
    select
        c.oid as relation,
        a.attnum,
        exists (
            select from unnest(:personal_relations::text[], :personal_columns::text[]) as p (relation, name)
            where p.relation = n.nspname || '.' || c.relname and p.name = a.attname
        ) as personal,
        n.nspname || '.' || c.relname = any (:shared::text[])
            or exists (select from pg_policy p where p.polrelid = c.oid and p.polname = :policy) as fit_for_limited
    from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname || '.' || c.relname = any (:relations::text[]) and c.relkind in ('r', 'p', 'm')
),
views as (
    select c.oid as relation
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (:schemas::text[]) and c.relkind = 'v' and pg_get_userbyid(c.relowner) = current_user
),
shows as (
    select distinct r.ev_class as view, d.refobjid as relation, d.refobjsubid as attnum
    from pg_rewrite r
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
    where d.refobjid <> r.ev_class
),
-- A view shows with its owner's rights: one over personal columns, or over what readers may not see, shows these too.
closed as (
    select s.view
    from shows s
    where not exists (select from tables t where t.relation = s.relation) and not exists (select from views v where v.relation = s.relation)
        or exists (select from tables t where t.relation = s.relation and t.attnum = s.attnum and t.personal)
    union
    select s.view from shows s join closed c on c.view = s.relation
),
wanted as (
    select t.relation, t.attnum
    from tables t
    where (:personal or not t.personal) and (not :limited or t.fit_for_limited)
    union all
    select v.relation, a.attnum
    from views v join pg_attribute a on a.attrelid = v.relation and a.attnum > 0
    where not :limited and (:personal or not exists (select from closed c where c.view = v.relation))
),
present as (
    select c.oid as relation, a.attnum
    from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where n.nspname = any (:schemas::text[]) and c.relkind in ('r', 'p', 'm', 'v')
        and has_column_privilege(:role, c.oid, a.attnum, 'select')
),
differing as (
    select relation from (table wanted except table present) missing
    union
    select relation from (table present except table wanted) surplus
)
select d.relation::regclass::text as relation, statement
from differing d
    cross join lateral (
        select array_agg(format('%I', a.attname) order by a.attnum) as columns
        from wanted w join pg_attribute a on a.attrelid = w.relation and a.attnum = w.attnum
        where w.relation = d.relation
    ) allowed
    cross join lateral unnest(array[
        format('revoke select on %s from %I', d.relation::regclass, :role),
        case when allowed.columns is not null
            then format('grant select (%s) on %s to %I', array_to_string(allowed.columns, ', '), d.relation::regclass, :role) end
    ]) with ordinality as steps (statement, step)
where statement is not null
order by relation, step
