-- The columns of a relation, each with its type, in their order.
select a.attname as name, format_type(a.atttypid, a.atttypmod) || coalesce(' collate ' || a.attcollation::regcollation::text, '') as type
from pg_attribute a
where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped
order by a.attnum
