{{ config(materialized='table', indexes=[{'columns': ['ticket_key', 'period_no'], 'unique': true}, {'columns': ['group_key']}, {'columns': ['assignee_key']},
    {'columns': ['started_date_key']}, {'columns': ['ended_date_key']}]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
with stretch as (
    select h.*,
        lag(h.valid_to) over ticket is distinct from h.valid_from
            or (h.status, h.group_id, h.assignee_id)
                is distinct from (lag(h.status) over ticket, lag(h.group_id) over ticket, lag(h.assignee_id) over ticket) as begins
    from {{ source('core', 'zd_tickets_history') }} h
    window ticket as (partition by h.scope, h.ticket_id order by h.valid_from)
),
counted as (
    select *, count(*) filter (where begins) over (partition by scope, ticket_id order by valid_from) as period_no from stretch
),
period as (
    select scope, ticket_id, period_no, status, group_id, assignee_id, min(valid_from) as started_at,
        case when not bool_or(is_current) then max(valid_to) end as ended_at,
        (array_agg(evidence order by valid_from))[1] as evidence
    from counted
    group by scope, ticket_id, period_no, status, group_id, assignee_id
),
-- Business minutes from the beginning of the calendar to a moment: those of the days before, and of its own day.
business_day as (
    select date, date_key, is_business_day,
        count(*) filter (where is_business_day) over (order by date) - case when is_business_day then 1 else 0 end as days_before
    from {{ ref('dim_date') }} where date_key > 0
),
local as (
    select *, started_at at time zone '{{ zone }}' as started_local, ended_at at time zone '{{ zone }}' as ended_local,
        {{ var("business_hours_start", 9) }} * 60 as opens, {{ var("business_hours_end", 18) }} * 60 as closes
    from period
)
select
    p.ticket_id * 64 + s.scope_key                              as ticket_key,
    s.scope_key,
    coalesce(p.group_id * 64 + s.scope_key, 0)                  as group_key,
    coalesce(p.assignee_id * 64 + s.scope_key, 0)               as assignee_key,
    coalesce(started.date_key, -1)                              as started_date_key,
    case when p.ended_at is null then 0 else coalesce(ended.date_key, -1) end as ended_date_key,
    p.period_no,
    p.ticket_id,
    p.scope,
    p.status,
    p.status in ('new', 'open', 'pending', 'hold')              as is_unsolved,
    p.started_at,
    p.ended_at,
    p.ended_at is null                                          as is_current,
    round((extract(epoch from p.ended_at - p.started_at) / 60)::numeric, 2) as calendar_minutes,
    round((
        (ended.days_before - started.days_before) * (p.closes - p.opens)
        + case when ended.is_business_day then least(greatest(extract(epoch from p.ended_local::time) / 60 - p.opens, 0), p.closes - p.opens) else 0 end
        - case when started.is_business_day then least(greatest(extract(epoch from p.started_local::time) / 60 - p.opens, 0), p.closes - p.opens) else 0 end
    )::numeric, 2)                                              as business_minutes,
    p.evidence
from local p
    join {{ ref('dim_scope') }} s on s.scope = p.scope
    left join business_day started on started.date = p.started_local::date
    left join business_day ended on ended.date = p.ended_local::date
