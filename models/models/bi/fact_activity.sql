{{ config(materialized='table', indexes=[
    {'columns': ['activity_key'], 'unique': true},
    {'columns': ['owner_key']},
    {'columns': ['deal_key']},
    {'columns': ['person_key']},
    {'columns': ['organization_key']},
    {'columns': ['due_date_key', 'activity_type']},
    {'columns': ['done_date_key', 'owner_key']},
    {'columns': ['added_date_key']},
    {'columns': ['is_overdue', 'owner_key']}
]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
with activity as (
    select a.*, s.scope_key,
        -- Pipedrive gives the due day and time in UTC; an activity of a whole day has no time, and its day is meant as it stands.
        case when a.due_time is null then a.due_date
            else (((a.due_date + a.due_time) at time zone 'UTC') at time zone '{{ zone }}')::date end as due_day,
        (a.marked_as_done_time at time zone '{{ zone }}')::date as done_day,
        (a.add_time at time zone '{{ zone }}')::date            as added_day
    from {{ source('core', 'pd_activities') }} a join {{ ref('dim_scope') }} s on s.scope = a.scope
    where not a.is_deleted
),
type as (
    select scope, key_string, min(name) as name from {{ source('core', 'pd_activity_types') }} group by scope, key_string
)
select
    a.activity_id * 64 + a.scope_key                   as activity_key,
    a.scope_key,
    coalesce(a.user_id * 64 + a.scope_key, 0)          as owner_key,
    coalesce(a.deal_id * 64 + a.scope_key, 0)          as deal_key,
    coalesce(a.person_id * 64 + a.scope_key, 0)        as person_key,
    coalesce(a.org_id * 64 + a.scope_key, 0)           as organization_key,
    {% for day in ['due', 'done', 'added'] %}
    coalesce({{ day }}.date_key, case when a.{{ day }}_day is null then 0 else -1 end) as {{ day }}_date_key,
    {% endfor %}
    a.due_day                                          as due_date,
    a.done_day                                         as done_date,
    a.added_day                                        as added_date,
    a.activity_id,
    a.scope,
    left(coalesce(type.name, a.type, 'Not given'), 255) as activity_type,
    a.subject,
    coalesce(a.done, false)                            as is_done,
    not coalesce(a.done, false) and a.due_day < (now() at time zone '{{ zone }}')::date as is_overdue,
    a.done_day - a.due_day                             as days_late,
    a.done_day <= a.due_day                            as is_on_time,
    (extract(epoch from a.duration) / 60)::int         as duration_minutes
from activity a
    left join type on type.scope = a.scope and type.key_string = a.type
    {% for day in ['due', 'done', 'added'] %}
    left join {{ ref('dim_date') }} {{ day }} on {{ day }}.date_key > 0 and {{ day }}.date = a.{{ day }}_day
    {% endfor %}
