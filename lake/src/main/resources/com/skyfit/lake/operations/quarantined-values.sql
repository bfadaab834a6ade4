-- The columns of an entity's tables that values did not fit, with the newest of these values as an example.
select table_name, column_name, reason,
    count(*) as n,
    (array_agg(left(coalesce(received, ''), 60) order by newest))[1] as example,
    (array_agg(blob_path order by newest))[1] as blob_path,
    (array_agg(line_no order by newest))[1] as line_no
from (
    select q.*, f.blob_path, row_number() over (order by f.run_id collate "C" desc, f.blob_path, q.line_no) as newest
    from ops.quarantine q join ops.file f using (file_id)
    where q.stage = 'transform' and f.source = :source and f.scope = :scope and f.entity = :entity
) value
group by table_name, column_name, reason
order by table_name, column_name, reason
