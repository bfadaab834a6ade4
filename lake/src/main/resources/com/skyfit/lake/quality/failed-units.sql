select trouble
from (
    select stage || ' ' || status || ' in run ' || run_id as trouble, stage as place
    from (
        select distinct on (stage) stage, status, run_id
        from ops.run_unit
        where source = :source and scope in (:scope, '*') and entity = :entity
        order by stage, run_id desc
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
