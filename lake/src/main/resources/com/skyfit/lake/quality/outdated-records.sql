-- The records of which gold shows an older state than a line in quarantine has, and the newest run that such a line came with.
select q.key, max(f.run_id collate "C") as run_id
from ops.file f
    join ops.quarantine q using (file_id)
    join {gold} g on g.scope = f.scope and g.{key} = case when q.stage = 'load' then q.key::{type} end
    join ops.file shown on shown.file_id = g._file_id
where f.source = :source and f.scope = :scope and f.entity = :entity and f.quarantined_lines > 0
    and q.stage = 'load'
    and (
        f.run_id collate "C",
        case when f.run_id = g._source_run_id then f.blob_path else 'z' end collate "C",
        q.line_no
    ) > (
        g._last_seen_run_id,
        shown.blob_path collate "C",
        g._line_no
    )
group by q.key
order by run_id, length(q.key), q.key
