-- The observations of a batch whose version is not known yet, or was first observed later than here.
create temporary table unnoted on commit drop as
select b.ctid as place, v.ctid as noted
from batch b
    left join {versions} v
        on {same_record}
            and v._opening = 0
            and v._source_version is not distinct from b._source_version
            and (v._is_gone, {noted_beside}, {noted_values}) is not distinct from (b.is_deleted, {batch_beside}, {values})
where v._file_id is null
    or b._source_run_id collate "C" < v._source_run_id collate "C"
    -- Files are looked up for the few that one run has read twice.
    or (b._source_run_id collate "C" = v._source_run_id and (b._file_id, b._line_no) <> (v._file_id, v._line_no)
        and (b._blob_path collate "C", b._line_no)
            < ((select f.blob_path collate "C" from ops.file f where f.file_id = v._file_id), v._line_no))
