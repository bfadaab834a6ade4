-- Removes some results of old units; of each stage of a subject the newest stays, which checks and status read.
with old as (
    select u.run_id, u.stage, u.source, u.scope, u.entity
    from ops.run_unit u
    where u.run_id collate "C" < :before and exists (
        select from ops.run_unit newer
        where newer.source = u.source and newer.scope = u.scope and newer.entity = u.entity and newer.stage = u.stage
            and newer.run_id collate "C" > u.run_id collate "C")
    order by u.run_id collate "C"
    limit :most
)
delete from ops.run_unit u using old
where (u.run_id, u.stage, u.source, u.scope, u.entity) = (old.run_id, old.stage, old.source, old.scope, old.entity)
