insert into {versions} ({key}, {tracked}, _source_version, _moment, {beside}, _is_gone, {lineage})
select distinct on ({batch_key}, b._source_version, {values}, {batch_beside}, b.is_deleted)
    {batch_key}, {values}, b._source_version, {moment}, {batch_beside}, b.is_deleted, {batch_lineage}
from batch b join unnoted u on u.place = b.ctid
where u.noted is null
order by {batch_key}, b._source_version, {values}, {batch_beside}, b.is_deleted,
    b._source_run_id collate "C", b._blob_path collate "C", b._line_no
