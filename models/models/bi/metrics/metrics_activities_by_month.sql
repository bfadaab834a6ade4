{{ config(materialized='view') }}
-- Derived from the definitions of metrics: change those, not this file.
with activities_by_due_date as (
    select
        date_trunc('month', f.due_date)::date as month,
        f.scope,
        count(*) filter (where f.due_date is not null) as due_activities,
        count(*) filter (where f.is_overdue) as overdue_activities
    from {{ ref('fact_activity') }} f
    where ((f.due_date is not null) or (f.is_overdue))
    group by 1, 2
),
activities_by_done_date as (
    select
        date_trunc('month', f.done_date)::date as month,
        f.scope,
        count(*) filter (where f.is_done) as done_activities,
        count(*) filter (where f.is_done and f.is_on_time) as on_time_activities,
        count(*) filter (where f.is_done and not f.is_on_time) as late_activities,
        count(*) filter (where f.is_done and f.is_on_time is not null) as timed_activities
    from {{ ref('fact_activity') }} f
    where ((f.is_done) or (f.is_done and f.is_on_time) or (f.is_done and not f.is_on_time) or (f.is_done and f.is_on_time is not null))
    group by 1, 2
),
parts as (
    select
        month,
        scope,
        coalesce(max(due_activities), 0)::bigint as due_activities,
        coalesce(max(overdue_activities), 0)::bigint as overdue_activities,
        coalesce(max(done_activities), 0)::bigint as done_activities,
        coalesce(max(on_time_activities), 0)::bigint as on_time_activities,
        coalesce(max(late_activities), 0)::bigint as late_activities,
        coalesce(max(timed_activities), 0)::bigint as timed_activities
    from (
        select month, scope, due_activities, overdue_activities, null::numeric as done_activities, null::numeric as on_time_activities, null::numeric as late_activities, null::numeric as timed_activities from activities_by_due_date
        union all
        select month, scope, null::numeric as due_activities, null::numeric as overdue_activities, done_activities, on_time_activities, late_activities, timed_activities from activities_by_done_date
    ) branches
    group by 1, 2
)
select
    month,
    scope,
    due_activities,
    overdue_activities,
    done_activities,
    on_time_activities,
    late_activities,
    timed_activities,
    round(on_time_activities::numeric / nullif(timed_activities::numeric, 0), 4) as on_time_share
from parts
