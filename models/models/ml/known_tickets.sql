{{ config(materialized='view') }}
with placed as (
    select v.*, row_number() over (partition by v.scope, v.ticket_id
            order by v._moment, v._source_run_id, f.blob_path collate "C", v._line_no) as place
    from {{ source('stg_zendesk', 'zd_tickets_versions') }} v
        join {{ source('ops', 'file') }} f on f.file_id = v._file_id
    where v._opening = 0
),
best as (
    select *, place = max(place) over (partition by scope, ticket_id order by _source_run_id) as is_best from placed
),
followed as (
    select *, lead(_source_run_id) over ticket as known_to, lag(place) over ticket is not null as is_later,
        lag(status) over ticket as status_before, lag(group_id) over ticket as group_before, lag(assignee_id) over ticket as assignee_before
    from best where is_best
    window ticket as (partition by scope, ticket_id order by _source_run_id)
)
select
    scope,
    ticket_id,
    _source_run_id                                             as known_from,
    known_to,
    not _is_gone                                               as is_there,
    status,
    status in ('new', 'open', 'pending', 'hold')               as is_unsolved,
    priority,
    group_id,
    assignee_id,
    requester_id,
    via_channel,
    _created                                                   as created_at,
    _since_1                                                   as solved_at,
    _moment                                                    as changed_at,
    count(*) filter (where is_later and status is distinct from status_before) over ticket as status_changes_seen,
    count(*) filter (where is_later and group_id is distinct from group_before) over ticket as group_changes_seen,
    count(*) filter (where is_later and assignee_id is distinct from assignee_before) over ticket as assignee_changes_seen,
    count(*) filter (where status_before in ('solved', 'closed') and status in ('new', 'open', 'pending', 'hold')) over ticket as reopens_seen
from followed
window ticket as (partition by scope, ticket_id order by _source_run_id)
