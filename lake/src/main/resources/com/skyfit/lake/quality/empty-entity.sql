-- Whether a table of records has live rows, and if it has only deleted ones, since which run.
select live.found as live,
    case when not live.found then (
        select max(greatest(g._source_run_id, coalesce(g._absent_from_run_id, ''))) from {gold} g where g.scope = :scope
    ) end as since
from (select exists (select from {gold} g where g.scope = :scope and not g.is_deleted) as found) live
