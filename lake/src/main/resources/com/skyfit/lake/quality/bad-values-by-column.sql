-- The columns of a gold table that show null for more of a run's records than is allowed, because their values did not fit.
with bad as (
    select f.run_id, q.column_name, count(distinct (q.file_id, q.line_no)) as bad
    from ops.quarantine q join ops.file f using (file_id)
    where q.stage = 'transform' and q.table_name = :table and q.reason not like 'rounded %'
        and f.source = :source and f.scope = :scope and f.entity = :entity
        and exists (
            select from {gold} g where g.scope = :scope and g._file_id = q.file_id and g._line_no = q.line_no
        )
    group by f.run_id, q.column_name
)
select bad.run_id, bad.column_name, bad.bad, came.lines
from bad cross join lateral (
    select sum(loaded_lines) as lines
    from ops.file f
    where f.source = :source and f.scope = :scope and f.entity = :entity and f.run_id = bad.run_id
) came
where bad.bad > came.lines * :most
order by bad.run_id collate "C" desc, bad.column_name
