-- How many references the newest records have in each column, and how many of these match no row.
with recent as materialized ({keys}),
counted as (
    select {counts}
    from recent r join {gold} g on g.scope = :scope and g.{record_key} = r.key
        {targets}
    where not g.is_deleted
)
select v.column_name, v.n, v.orphans
from counted cross join lateral (values {columns}) v (column_name, n, orphans)
where v.orphans > 0
order by v.column_name
