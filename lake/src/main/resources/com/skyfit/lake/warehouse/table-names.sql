-- The tables and views that a query may name, with their schema where it wrote one.
select case when :qualified then n.nspname || '.' || c.relname else c.relname::text end as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
order by 1
