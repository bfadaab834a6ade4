-- Names that differ from the newest one known.
with named as (
    select field_code, '' as option_id, field_name as name from ops.custom_field where table_name = :table and scope = :scope
    union all
    select field_code, option_id, label from ops.custom_field_option where table_name = :table and scope = :scope
),
newest as (
    select distinct on (field_code, option_id) field_code, option_id, name
    from ops.custom_field_name
    where table_name = :table and scope = :scope
    order by field_code, option_id, since_run_id collate "C" desc
)
insert into ops.custom_field_name as n (table_name, scope, field_code, option_id, since_run_id, name)
select :table, :scope, field_code, option_id, :run, named.name
from named left join newest using (field_code, option_id)
where newest.name is distinct from named.name
on conflict (table_name, scope, field_code, option_id, since_run_id) do update set name = excluded.name
