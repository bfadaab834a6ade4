{{ config(materialized='view') }}
-- Which version is the newest one is decided by the source's clock, as in gold; from when on it was, by the run that first read it.
with placed as (
    select v.*, row_number() over (partition by v.scope, v.deal_id
            order by v._moment, v._source_run_id, f.blob_path collate "C", v._line_no) as place
    from {{ source('stg_pipedrive', 'pd_deals_versions') }} v
        join {{ source('ops', 'file') }} f on f.file_id = v._file_id
    where v._opening = 0
),
best as (
    select *, place = max(place) over (partition by scope, deal_id order by _source_run_id) as is_best from placed
),
followed as (
    select *, lead(_source_run_id) over deal as known_to, lag(place) over deal is not null as is_later,
        lag(stage_id) over deal as stage_before, lag(user_id) over deal as owner_before,
        lag((value, currency)) over deal as value_before, lag(expected_close_date) over deal as expected_before
    from best where is_best
    window deal as (partition by scope, deal_id order by _source_run_id)
)
select
    scope,
    deal_id,
    _source_run_id                                             as known_from,
    known_to,
    not _is_gone                                               as is_there,
    status,
    user_id,
    pipeline_id,
    stage_id,
    value,
    currency,
    probability,
    expected_close_date,
    is_archived,
    _created                                                   as created_at,
    _since_1                                                   as closed_at,
    _since_2                                                   as stage_changed_at,
    _moment                                                    as changed_at,
    count(*) filter (where is_later) over deal                 as changes_seen,
    count(*) filter (where is_later and stage_id is distinct from stage_before) over deal as stage_changes_seen,
    count(*) filter (where is_later and user_id is distinct from owner_before) over deal as owner_changes_seen,
    count(*) filter (where is_later and (value, currency) is distinct from value_before) over deal as value_changes_seen,
    count(*) filter (where is_later and expected_close_date is distinct from expected_before) over deal as expected_close_changes_seen
from followed
window deal as (partition by scope, deal_id order by _source_run_id)
