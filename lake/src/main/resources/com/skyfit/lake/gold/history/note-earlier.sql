-- Versions that arrived out of order lead to their first observation all the same.
update {versions} v
set _source_run_id = e._source_run_id, _file_id = e._file_id, _line_no = e._line_no, _moment = e.moment
from (
    select distinct on (u.noted) u.noted, {moment} as moment, {batch_lineage}
    from batch b join unnoted u on u.place = b.ctid
    where u.noted is not null
    order by u.noted, b._source_run_id collate "C", b._blob_path collate "C", b._line_no
) e
where v.ctid = e.noted
