-- What is there under a model's name, and who made it.
select
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'r' then 'table' when 'p' then 'table' else '' end as kind,
    m.model_name is not null
        or (c.relkind = 'v' and exists (select from ops.gold_view g where 'core.' || g.view_name = :shown)) as ours,
    coalesce(m.fingerprint = md5(:text), false) as same,
    c.relispopulated and exists (
        select from pg_index i
        where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
    ) as refreshes_concurrently
from pg_class c
    left join ops.model m on m.model_name = :model and m.relation = :shown
where c.oid = to_regclass(:relation)
