with unit as (
    select run_id, status
    from ops.run_unit
    where source = :source and scope in (:scope, '*') and entity = :entity
),
file as (
    select *
    from ops.file
    where source = :source and scope = :scope and entity = :entity
)
select
    (select max(run_id) from unit) as last_run,
    (select coalesce(min(status) filter (where status <> 'succeeded'), 'succeeded')
     from unit
     where run_id = (select max(run_id) from unit)) as last_status,
    (select max(committed_at)
     from ops.manifest
     where source = :source and scope = :scope and entity = :entity and complete) as extracted_at,
    (select coalesce(sum(lines), 0) from file) as lines,
    (select coalesce(sum(loaded_lines), 0) from file) as rows,
    (select coalesce(sum(quarantined_lines), 0) from file) as quarantined,
    (select count(*)
     from ops.quarantine q join file using (file_id)
     where q.stage = 'transform' and q.table_name = any (:tables::text[])) as quarantined_values
