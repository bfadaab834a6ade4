{{ config(materialized='view') }}
with placed as (
    select v.*, row_number() over (partition by v.scope, v.activity_id
            order by v._moment, v._source_run_id, f.blob_path collate "C", v._line_no) as place
    from {{ source('stg_pipedrive', 'pd_activities_versions') }} v
        join {{ source('ops', 'file') }} f on f.file_id = v._file_id
    where v._opening = 0
),
best as (
    select *, place = max(place) over (partition by scope, activity_id order by _source_run_id) as is_best from placed
)
select
    scope,
    activity_id,
    _source_run_id                                             as known_from,
    lead(_source_run_id) over activity                         as known_to,
    not _is_gone                                               as is_there,
    deal_id,
    user_id,
    type,
    coalesce(done, false)                                      as is_done,
    due_date,
    _created                                                   as created_at,
    _moment                                                    as changed_at
from best where is_best
window activity as (partition by scope, activity_id order by _source_run_id)
