{{ config(materialized='table', indexes=[
    {'columns': ['ticket_key'], 'unique': true},
    {'columns': ['requester_key']},
    {'columns': ['assignee_key']},
    {'columns': ['group_key']},
    {'columns': ['organization_key']},
    {'columns': ['created_date_key', 'is_solved', 'group_key', 'first_reply_minutes', 'is_good_rating', 'is_rated', 'requester_key']},
    {'columns': ['solved_date_key']},
    {'columns': ['is_unsolved', 'group_key']}
]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
with ticket as (
    select t.*, s.scope_key,
        (t.created_at at time zone '{{ zone }}')::date as created_day,
        (t.solved_at at time zone '{{ zone }}')::date  as solved_day
    from {{ source('core', 'zd_tickets') }} t join {{ ref('dim_scope') }} s on s.scope = t.scope
    where not t.is_deleted
)
select
    t.ticket_id * 64 + t.scope_key                     as ticket_key,
    t.scope_key,
    coalesce(t.requester_id * 64 + t.scope_key, 0)     as requester_key,
    coalesce(t.assignee_id * 64 + t.scope_key, 0)      as assignee_key,
    coalesce(t.group_id * 64 + t.scope_key, 0)         as group_key,
    coalesce(t.organization_id * 64 + t.scope_key, 0)  as organization_key,
    {% for day in ['created', 'solved'] %}
    coalesce({{ day }}.date_key, case when t.{{ day }}_day is null then 0 else -1 end) as {{ day }}_date_key,
    {% endfor %}
    t.created_day                                      as created_date,
    t.solved_day                                       as solved_date,
    t.ticket_id,
    t.scope,
    t.subject,
    t.status,
    t.status in ('solved', 'closed')                   as is_solved,
    t.status in ('new', 'open', 'pending', 'hold')     as is_unsolved,
    case when t.status in ('new', 'open', 'pending', 'hold')
        then (now() at time zone '{{ zone }}')::date - t.created_day end as unsolved_days,
    t.status in ('solved', 'closed') and t.replies = 1 as is_one_touch,
    t.reopens > 0                                      as is_reopened,
    t.assignee_id is not null                          as is_assigned,
    t.priority,
    t.type                                             as ticket_type,
    t.via_channel                                      as channel,
    t.satisfaction_score,
    t.satisfaction_score like 'good%'                  as is_good_rating,
    t.satisfaction_score like 'good%' or t.satisfaction_score like 'bad%' as is_rated,
    t.satisfaction_score like 'good%' or t.satisfaction_score like 'bad%' or t.satisfaction_score = 'offered' as is_rating_asked,
    t.first_reply_minutes,
    t.first_reply_business_minutes,
    t.first_resolution_minutes,
    t.first_resolution_business_minutes,
    t.full_resolution_minutes,
    t.full_resolution_business_minutes,
    t.agent_wait_minutes,
    t.agent_wait_business_minutes,
    t.requester_wait_minutes,
    t.requester_wait_business_minutes,
    t.on_hold_minutes,
    t.on_hold_business_minutes,
    t.reopens,
    t.replies,
    t.assignee_stations,
    t.group_stations,
    t.created_at,
    t.solved_at
from ticket t
    {% for day in ['created', 'solved'] %}
    left join {{ ref('dim_date') }} {{ day }} on {{ day }}.date_key > 0 and {{ day }}.date = t.{{ day }}_day
    {% endfor %}
