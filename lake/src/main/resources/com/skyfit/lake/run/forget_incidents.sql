-- Removes some old incidents that are over. That a run was killed is known as long as the run is: otherwise it would be told again.
with old as (
    select incident_id from ops.incident i
    where ended_at < to_timestamp(:before, 'YYYYMMDD"T"HH24MISS"Z"')
        and not (kind = 'killed' and exists (select from ops.run r where r.run_id = any (i.waiting)))
    order by ended_at limit :most
)
delete from ops.incident i using old where i.incident_id = old.incident_id
