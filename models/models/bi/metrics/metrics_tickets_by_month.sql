{{ config(materialized='view') }}
-- Derived from the definitions of metrics: change those, not this file.
with tickets_by_created_date as (
    select
        date_trunc('month', f.created_date)::date as month,
        f.scope,
        count(*) as new_tickets,
        count(*) filter (where f.is_unsolved) as unsolved_tickets,
        count(*) filter (where f.is_unsolved and not f.is_assigned) as unassigned_tickets,
        avg(f.unsolved_days) filter (where f.is_unsolved) as unsolved_age_days,
        max(f.unsolved_days) filter (where f.is_unsolved) as oldest_unsolved_age_days,
        percentile_cont(0.5) within group (order by f.first_reply_minutes) as first_reply_time_calendar_minutes,
        avg(f.first_reply_minutes) as average_first_reply_time_calendar_minutes,
        percentile_cont(0.5) within group (order by f.first_reply_business_minutes) as first_reply_time_business_minutes,
        percentile_cont(0.5) within group (order by f.first_resolution_minutes) as first_resolution_calendar_minutes,
        percentile_cont(0.5) within group (order by f.first_resolution_business_minutes) as first_resolution_business_minutes,
        sum(f.reopens) as ticket_reopens,
        sum(f.replies) as agent_replies,
        avg(f.assignee_stations) as assignees_per_ticket,
        avg(f.group_stations) as groups_per_ticket,
        count(*) filter (where f.is_rating_asked) as surveyed_tickets,
        count(*) filter (where f.is_rated) as rated_tickets,
        count(*) filter (where f.is_good_rating) as good_rated_tickets
    from {{ ref('fact_ticket') }} f
    group by 1, 2
),
tickets_by_solved_date as (
    select
        date_trunc('month', f.solved_date)::date as month,
        f.scope,
        count(*) filter (where f.is_solved) as solved_tickets,
        percentile_cont(0.5) within group (order by f.full_resolution_minutes) filter (where f.is_solved) as full_resolution_calendar_minutes,
        avg(f.full_resolution_minutes) filter (where f.is_solved) as average_full_resolution_calendar_minutes,
        percentile_cont(0.5) within group (order by f.full_resolution_business_minutes) filter (where f.is_solved) as full_resolution_business_minutes,
        percentile_cont(0.5) within group (order by f.requester_wait_minutes) filter (where f.is_solved) as requester_wait_time_in_calendar_minutes,
        percentile_cont(0.5) within group (order by f.requester_wait_business_minutes) filter (where f.is_solved) as requester_wait_time_in_business_minutes,
        percentile_cont(0.5) within group (order by f.agent_wait_minutes) filter (where f.is_solved) as agent_wait_time_in_calendar_minutes,
        percentile_cont(0.5) within group (order by f.agent_wait_business_minutes) filter (where f.is_solved) as agent_wait_time_in_business_minutes,
        percentile_cont(0.5) within group (order by f.on_hold_minutes) filter (where f.is_solved) as on_hold_time_in_calendar_minutes,
        percentile_cont(0.5) within group (order by f.on_hold_business_minutes) filter (where f.is_solved) as on_hold_time_in_business_minutes,
        count(*) filter (where f.is_solved and f.is_reopened) as reopened_solved_tickets,
        count(*) filter (where f.is_one_touch) as one_touch_tickets
    from {{ ref('fact_ticket') }} f
    where ((f.is_solved) or (f.is_solved and f.is_reopened) or (f.is_one_touch))
    group by 1, 2
),
parts as (
    select
        month,
        scope,
        coalesce(max(new_tickets), 0)::bigint as new_tickets,
        coalesce(max(solved_tickets), 0)::bigint as solved_tickets,
        coalesce(max(unsolved_tickets), 0)::bigint as unsolved_tickets,
        coalesce(max(unassigned_tickets), 0)::bigint as unassigned_tickets,
        max(unsolved_age_days) as unsolved_age_days,
        max(oldest_unsolved_age_days) as oldest_unsolved_age_days,
        max(first_reply_time_calendar_minutes) as first_reply_time_calendar_minutes,
        max(average_first_reply_time_calendar_minutes) as average_first_reply_time_calendar_minutes,
        max(first_reply_time_business_minutes) as first_reply_time_business_minutes,
        max(first_resolution_calendar_minutes) as first_resolution_calendar_minutes,
        max(first_resolution_business_minutes) as first_resolution_business_minutes,
        max(full_resolution_calendar_minutes) as full_resolution_calendar_minutes,
        max(average_full_resolution_calendar_minutes) as average_full_resolution_calendar_minutes,
        max(full_resolution_business_minutes) as full_resolution_business_minutes,
        max(requester_wait_time_in_calendar_minutes) as requester_wait_time_in_calendar_minutes,
        max(requester_wait_time_in_business_minutes) as requester_wait_time_in_business_minutes,
        max(agent_wait_time_in_calendar_minutes) as agent_wait_time_in_calendar_minutes,
        max(agent_wait_time_in_business_minutes) as agent_wait_time_in_business_minutes,
        max(on_hold_time_in_calendar_minutes) as on_hold_time_in_calendar_minutes,
        max(on_hold_time_in_business_minutes) as on_hold_time_in_business_minutes,
        max(ticket_reopens) as ticket_reopens,
        coalesce(max(reopened_solved_tickets), 0)::bigint as reopened_solved_tickets,
        max(agent_replies) as agent_replies,
        max(assignees_per_ticket) as assignees_per_ticket,
        max(groups_per_ticket) as groups_per_ticket,
        coalesce(max(one_touch_tickets), 0)::bigint as one_touch_tickets,
        coalesce(max(surveyed_tickets), 0)::bigint as surveyed_tickets,
        coalesce(max(rated_tickets), 0)::bigint as rated_tickets,
        coalesce(max(good_rated_tickets), 0)::bigint as good_rated_tickets
    from (
        select month, scope, new_tickets, null::numeric as solved_tickets, unsolved_tickets, unassigned_tickets, unsolved_age_days, oldest_unsolved_age_days, first_reply_time_calendar_minutes, average_first_reply_time_calendar_minutes, first_reply_time_business_minutes, first_resolution_calendar_minutes, first_resolution_business_minutes, null::numeric as full_resolution_calendar_minutes, null::numeric as average_full_resolution_calendar_minutes, null::numeric as full_resolution_business_minutes, null::numeric as requester_wait_time_in_calendar_minutes, null::numeric as requester_wait_time_in_business_minutes, null::numeric as agent_wait_time_in_calendar_minutes, null::numeric as agent_wait_time_in_business_minutes, null::numeric as on_hold_time_in_calendar_minutes, null::numeric as on_hold_time_in_business_minutes, ticket_reopens, null::numeric as reopened_solved_tickets, agent_replies, assignees_per_ticket, groups_per_ticket, null::numeric as one_touch_tickets, surveyed_tickets, rated_tickets, good_rated_tickets from tickets_by_created_date
        union all
        select month, scope, null::numeric as new_tickets, solved_tickets, null::numeric as unsolved_tickets, null::numeric as unassigned_tickets, null::numeric as unsolved_age_days, null::numeric as oldest_unsolved_age_days, null::numeric as first_reply_time_calendar_minutes, null::numeric as average_first_reply_time_calendar_minutes, null::numeric as first_reply_time_business_minutes, null::numeric as first_resolution_calendar_minutes, null::numeric as first_resolution_business_minutes, full_resolution_calendar_minutes, average_full_resolution_calendar_minutes, full_resolution_business_minutes, requester_wait_time_in_calendar_minutes, requester_wait_time_in_business_minutes, agent_wait_time_in_calendar_minutes, agent_wait_time_in_business_minutes, on_hold_time_in_calendar_minutes, on_hold_time_in_business_minutes, null::numeric as ticket_reopens, reopened_solved_tickets, null::numeric as agent_replies, null::numeric as assignees_per_ticket, null::numeric as groups_per_ticket, one_touch_tickets, null::numeric as surveyed_tickets, null::numeric as rated_tickets, null::numeric as good_rated_tickets from tickets_by_solved_date
    ) branches
    group by 1, 2
)
select
    month,
    scope,
    new_tickets,
    solved_tickets,
    unsolved_tickets,
    unassigned_tickets,
    round(unsolved_age_days::numeric, 2) as unsolved_age_days,
    round(oldest_unsolved_age_days::numeric, 2) as oldest_unsolved_age_days,
    round(first_reply_time_calendar_minutes::numeric, 2) as first_reply_time_calendar_minutes,
    round(average_first_reply_time_calendar_minutes::numeric, 2) as average_first_reply_time_calendar_minutes,
    round(first_reply_time_business_minutes::numeric, 2) as first_reply_time_business_minutes,
    round(first_resolution_calendar_minutes::numeric, 2) as first_resolution_calendar_minutes,
    round(first_resolution_business_minutes::numeric, 2) as first_resolution_business_minutes,
    round(full_resolution_calendar_minutes::numeric, 2) as full_resolution_calendar_minutes,
    round(average_full_resolution_calendar_minutes::numeric, 2) as average_full_resolution_calendar_minutes,
    round(full_resolution_business_minutes::numeric, 2) as full_resolution_business_minutes,
    round(requester_wait_time_in_calendar_minutes::numeric, 2) as requester_wait_time_in_calendar_minutes,
    round(requester_wait_time_in_business_minutes::numeric, 2) as requester_wait_time_in_business_minutes,
    round(agent_wait_time_in_calendar_minutes::numeric, 2) as agent_wait_time_in_calendar_minutes,
    round(agent_wait_time_in_business_minutes::numeric, 2) as agent_wait_time_in_business_minutes,
    round(on_hold_time_in_calendar_minutes::numeric, 2) as on_hold_time_in_calendar_minutes,
    round(on_hold_time_in_business_minutes::numeric, 2) as on_hold_time_in_business_minutes,
    ticket_reopens::numeric as ticket_reopens,
    reopened_solved_tickets,
    round(reopened_solved_tickets::numeric / nullif(solved_tickets::numeric, 0), 4) as reopened_share,
    agent_replies::numeric as agent_replies,
    round(agent_replies::numeric / nullif(new_tickets::numeric, 0), 2) as replies_per_ticket,
    round(assignees_per_ticket::numeric, 2) as assignees_per_ticket,
    round(groups_per_ticket::numeric, 2) as groups_per_ticket,
    one_touch_tickets,
    round(one_touch_tickets::numeric / nullif(solved_tickets::numeric, 0), 4) as one_touch_share,
    surveyed_tickets,
    rated_tickets,
    good_rated_tickets,
    round(good_rated_tickets::numeric / nullif(rated_tickets::numeric, 0), 4) as csat_share,
    round(rated_tickets::numeric / nullif(surveyed_tickets::numeric, 0), 4) as csat_response_share
from parts
