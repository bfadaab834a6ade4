{{ config(materialized='incremental', unique_key='period', incremental_strategy='delete+insert',
    indexes=[{'columns': ['period', 'ticket_key', 'scope_key'], 'unique': true}, {'columns': ['ticket_key']}]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
{% set every = var("ml_tickets_every", "day") %}
-- Only what the lake had read in the run of the moment or before: no later run can change a row of the past, except the one of a period that is not over.
with known as (
    select max(transformed_at) as until from {{ source('ops', 'file') }} where source = 'zendesk' and entity = 'tickets'
),
run as (
    select m.scope, s.scope_key, m.run_id collate "C" as run_id, replace(left(m.run_id, 15), 'T', ' ')::timestamp at time zone 'UTC' as began_at
    from {{ source('ops', 'manifest') }} m join {{ ref('dim_scope') }} s on s.scope = m.scope
    where m.source = 'zendesk' and m.entity = 'tickets' and m.complete
    group by m.scope, s.scope_key, m.run_id
),
first_period as (
    {% if is_incremental() %}
    select coalesce(least(
        -- The last period was not over.
        (select max(period) from {{ this }}),
        -- Runs that came late, and everything where the lake was read again.
        (select min(date_trunc('{{ every }}', (replace(left(f.run_id, 15), 'T', ' ')::timestamp at time zone 'UTC') at time zone '{{ zone }}'))::date
         from {{ source('ops', 'file') }} f
         where f.source = 'zendesk' and f.entity = 'tickets'
            and f.transformed_at > (select coalesce(max(_known_until), '-infinity') from {{ this }}))
    ), date '0001-01-01') as period
    {% else %}
    select date '0001-01-01' as period
    {% endif %}
),
moment as (
    select distinct on (r.scope_key, r.period) r.*
    from (select *, date_trunc('{{ every }}', began_at at time zone '{{ zone }}')::date as period from run) r
        join first_period f on r.period >= f.period
    order by r.scope_key, r.period, r.run_id desc
),
ticket as (
    select m.scope_key, m.period, m.run_id, m.began_at, t.*
    from moment m
        join {{ ref('known_tickets') }} t on t.scope = m.scope and t.known_from <= m.run_id and (t.known_to is null or t.known_to > m.run_id)
    where t.is_there
),
unsolved as (
    select * from ticket where is_unsolved
),
{% for whose in ['requester', 'group', 'assignee'] %}
by_{{ whose }} as (
    select scope_key, run_id, {{ whose }}_id, count(*) as tickets, count(*) filter (where is_unsolved) as unsolved
    from ticket group by scope_key, run_id, {{ whose }}_id
){% if not loop.last %},{% endif %}
{% endfor %}
select
    coalesce(t.ticket_id * 64 + m.scope_key, 0)          as ticket_key,
    m.scope_key,
    m.scope,
    t.ticket_id,
    m.period,
    m.began_at                                           as moment,
    m.run_id,
    coalesce(t.group_id * 64 + m.scope_key, 0)           as group_key,
    coalesce(t.assignee_id * 64 + m.scope_key, 0)        as assignee_key,
    coalesce(t.requester_id * 64 + m.scope_key, 0)       as requester_key,
    t.status,
    t.priority,
    t.via_channel,
    extract(isodow from t.created_at at time zone '{{ zone }}')::int as created_weekday,
    extract(hour from t.created_at at time zone '{{ zone }}')::int as created_hour,
    {% for hours, since in [['hours_open', 't.created_at'], ['hours_since_change', 't.changed_at']] %}
    round(greatest(extract(epoch from m.began_at - {{ since }}) / 3600, 0)::numeric, 2) as {{ hours }},
    {% endfor %}
    t.status_changes_seen,
    t.group_changes_seen,
    t.assignee_changes_seen,
    t.reopens_seen,
    case when t.requester_id is null then 0 else r.tickets - 1 end as requester_other_tickets,
    case when t.requester_id is null then 0 else r.unsolved - 1 end as requester_other_unsolved,
    case when t.group_id is null then 0 else g.unsolved end as group_unsolved,
    case when t.assignee_id is null then 0 else a.unsolved end as assignee_unsolved,
    case when m.period = max(m.period) over () then known.until end as _known_until
from moment m cross join known
    left join unsolved t on t.scope_key = m.scope_key and t.run_id = m.run_id
    left join by_requester r on r.scope_key = m.scope_key and r.run_id = m.run_id and r.requester_id = t.requester_id
    left join by_group g on g.scope_key = m.scope_key and g.run_id = m.run_id and g.group_id = t.group_id
    left join by_assignee a on a.scope_key = m.scope_key and a.run_id = m.run_id and a.assignee_id = t.assignee_id
