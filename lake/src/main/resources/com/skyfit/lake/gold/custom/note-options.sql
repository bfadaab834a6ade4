-- The options of these fields. One that the definition has no more is removed, and keeps its label.
with offered as (
    select distinct on (field_code, option_id) field_code, option_id, coalesce(label, option_id) as label
    from ({options}) o
    where option_id is not null
        and exists (select from ops.custom_field f where f.table_name = :table and f.scope = :scope and f.field_code = o.field_code)
    order by field_code, option_id, label
),
removed as (
    update ops.custom_field_option n set is_removed = true
    where n.table_name = :table and n.scope = :scope and not n.is_removed
        and not exists (select from offered o where o.field_code = n.field_code and o.option_id = n.option_id)
)
insert into ops.custom_field_option as n (table_name, scope, field_code, option_id, label, is_removed)
select :table, :scope, field_code, option_id, label, false from offered
on conflict (table_name, scope, field_code, option_id) do update
set label = excluded.label, is_removed = false
where n.label <> excluded.label or n.is_removed
