{{ config(materialized='table', indexes=[{'columns': ['period', 'ticket_key', 'scope_key'], 'unique': true}]) }}
with newest as (
    select scope, max(replace(left(run_id, 15), 'T', ' ')::timestamp at time zone 'UTC') as began_at
    from {{ source('ops', 'manifest') }}
    where source = 'zendesk' and entity = 'tickets' and complete
    group by scope
),
known as (
    select * from {{ ref('known_tickets') }}
),
solved as (
    select scope, ticket_id, known_from, coalesce(solved_at, changed_at) as solved_at from known where is_there and status in ('solved', 'closed')
),
in_time as (
    select distinct f.period, f.ticket_key, f.scope_key
    from {{ ref('ticket_features') }} f
        join solved w on w.scope = f.scope and w.ticket_id = f.ticket_id and w.known_from > f.run_id and w.solved_at <= f.moment + interval '3 days'
)
select
    f.ticket_key,
    f.scope_key,
    f.scope,
    f.ticket_id,
    f.period,
    f.moment,
    case
        -- Known for all tickets of a moment at once: else those solved early would be all there is of the newest ones.
        when f.moment + interval '3 days' > newest.began_at then null
        when i.ticket_key is not null then true
        when not t.is_there then null
        else false
    end                                                  as solved_within_3_days,
    case when t.is_there then t.status else 'deleted' end as outcome,
    case when t.is_there and t.status in ('solved', 'closed')
        then round(greatest(extract(epoch from coalesce(t.solved_at, t.changed_at) - f.moment) / 3600, 0)::numeric, 2) end as hours_to_outcome
from {{ ref('ticket_features') }} f
    join newest on newest.scope = f.scope
    join known t on t.scope = f.scope and t.ticket_id = f.ticket_id and t.known_to is null
    left join in_time i on i.period = f.period and i.ticket_key = f.ticket_key and i.scope_key = f.scope_key
