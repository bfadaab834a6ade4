-- How many of the newest records are live rows of a table, and how many of these have a value in each column.
with recent as materialized ({keys}),
counted as (
    select count(*) as live, {counts}
    from recent r join {gold} g on g.scope = :scope and g.{record_key} = r.key
    where not g.is_deleted
)
select live, v.column_name, v.filled
from counted cross join lateral (values {columns}) v (column_name, filled)
order by v.column_name
