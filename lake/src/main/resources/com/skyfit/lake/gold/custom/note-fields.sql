-- The custom fields of a table in one scope, as their definitions are now. A field whose definition is gone is removed.
-- A code may have been given again after its field was deleted.
with defined as (
    select distinct on (d.{code}::text) d.{code}::text as field_code, coalesce(d.{name}, '') as field_name, coalesce(d.{type}, '') as field_type, d.is_deleted as is_removed
    from {definitions} d
    where d.scope = :scope and d.{custom} and d.{code} is not null
    order by d.{code}::text, d.is_deleted, d._source_version desc nulls last, d._file_id desc, d._line_no desc
)
insert into ops.custom_field as f (table_name, scope, field_code, field_name, field_type, is_removed)
select :table, :scope, field_code, field_name, field_type, is_removed from defined
on conflict (table_name, scope, field_code) do update
set field_name = excluded.field_name, field_type = excluded.field_type, is_removed = excluded.is_removed
where (f.field_name, f.field_type, f.is_removed) is distinct from (excluded.field_name, excluded.field_type, excluded.is_removed)
