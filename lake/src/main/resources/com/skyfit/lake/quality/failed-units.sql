select trouble
from (
    select stage || ' ' || status || ' in run ' || run_id as trouble, stage as place
    from (
        -- The newest of each stage, each found separately: older history is not read.
        select distinct on (s.stage) s.stage, last.status, last.run_id
        from unnest(array['extract', 'load', 'transform', 'check']) s (stage)
            cross join unnest(array[:scope, '*']) o (scope)
            cross join lateral (
                select u.status, u.run_id
                from ops.run_unit u
                where u.source = :source and u.scope = o.scope and u.entity = :entity and u.stage = s.stage
                order by u.run_id collate "C" desc limit 1
            ) last
        order by s.stage, last.run_id collate "C" desc
    ) newest
    where status in ('failed', 'parked')
        or (status = 'unavailable' and exists (
            select from ops.manifest
            where source = :source and scope = :scope and entity = :entity and complete))
    union all
    select count(*) || ' parts not loaded', 'z'
    from ops.file
    where source = :source and scope = :scope and entity = :entity and state = 'failed'
    having count(*) > 0
) troubles
order by place
