-- The fields of the newest lines, with the number of lines that have them, by JSON type; and the number of lines examined.
with line as materialized (
    select l.payload from {lines}
)
select (select count(*) from line) as lines,
    case when length(e.field) <= 200 then e.field else left(e.field, 200) || ' ' || md5(e.field) end as field,
    jsonb_typeof(e.value) as json_type, count(*) as n
from line cross join lateral jsonb_each(line.payload) e (field, value)
group by 2, 3
order by 2, 3
