with newest as (
    select max(last.run_id collate "C") as run_id
    from unnest(array['extract', 'load', 'transform', 'check']) s (stage)
        cross join unnest(array[:scope, '*']) o (scope)
        cross join lateral (
            select u.run_id
            from ops.run_unit u
            where u.source = :source and u.scope = o.scope and u.entity = :entity and u.stage = s.stage
            order by u.run_id collate "C" desc limit 1
        ) last
),
file as (
    select *
    from ops.file
    where source = :source and scope = :scope and entity = :entity
)
select
    (select run_id from newest) as last_run,
    (select coalesce(min(status) filter (where status <> 'succeeded'), 'succeeded')
     from ops.run_unit join newest using (run_id)
     where source = :source and scope in (:scope, '*') and entity = :entity) as last_status,
    (select max(committed_at)
     from ops.manifest
     where source = :source and scope = :scope and entity = :entity and complete) as extracted_at,
    (select coalesce(sum(lines), 0) from file) as lines,
    (select coalesce(sum(loaded_lines), 0) from file) as rows,
    (select coalesce(sum(quarantined_lines), 0) from file) as quarantined,
    (select count(*)
     from ops.quarantine q join file using (file_id)
     where q.stage = 'transform' and q.table_name = any (:tables::text[])) as quarantined_values
