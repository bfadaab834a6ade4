-- How fast these layers together grow: from the first measure of the last 30 days to the newest, if they are at least a day apart.
with measured as (
    select measured_at, sum(bytes) as bytes
    from ops.storage
    where measured_at > :now - interval '30 days' and measured_at <= :now and layer = any (:layers)
    group by run_id, measured_at
),
ends as (
    select min(measured_at) as from_at, max(measured_at) as to_at from measured
)
select
    extract(epoch from e.to_at - e.from_at)::bigint as seconds,
    ((select m.bytes from measured m where m.measured_at = e.to_at limit 1)
        - (select m.bytes from measured m where m.measured_at = e.from_at limit 1))::bigint as bytes
from ends e
where e.to_at >= e.from_at + interval '1 day'
