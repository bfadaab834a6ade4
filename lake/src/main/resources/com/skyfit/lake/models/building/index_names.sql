-- The indexes of a relation that are still named after what was built in its place, with the names that they should have. A name that is too long or
-- taken is left.
select format('alter index %I.%I rename to %I', n.nspname, c.relname, wanted.name) as statement
from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select replace(c.relname, :successor, :name) as name) wanted
where i.indrelid = to_regclass(:relation) and wanted.name <> c.relname and octet_length(wanted.name) < 64
    and not exists (select from pg_class taken where taken.relnamespace = n.oid and taken.relname = wanted.name)
order by c.relname
