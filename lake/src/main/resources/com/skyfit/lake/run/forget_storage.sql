-- Removes some old measurements of storage.
with old as (
    select run_id, layer from ops.storage where run_id collate "C" < :before order by run_id collate "C", layer limit :most
)
delete from ops.storage s using old where s.run_id = old.run_id and s.layer = old.layer
