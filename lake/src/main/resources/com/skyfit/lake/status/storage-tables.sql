-- The size of each table with its TOAST and indexes, largest first.
select
    case when n.nspname like 'stg\_%' then 'silver' when n.nspname = 'ops' then 'ops' else 'gold' end as layer,
    n.nspname || '.' || c.relname as name,
    pg_total_relation_size(c.oid) as bytes
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and (n.nspname like 'stg\_%' or n.nspname in ('ops', 'core'))
order by bytes desc, name
