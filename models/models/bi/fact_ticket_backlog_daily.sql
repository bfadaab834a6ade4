{{ config(materialized='incremental', unique_key='date_key', incremental_strategy='delete+insert',
    indexes=[{'columns': ['date_key', 'scope_key', 'ticket_key'], 'unique': true}, {'columns': ['group_key']}, {'columns': ['assignee_key']}]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
-- Days are computed again from the first one that a change of the history touches, whenever it became known; ops.history_change tells it.
with known as (
    select max(changed_at) as until from {{ source('ops', 'history_change') }} where table_name = 'zd_tickets'
),
first_day as (
    {% if is_incremental() %}
    select least(
        -- The last day was not over.
        (select max(d.date) from {{ ref('dim_date') }} d where d.date_key = (select max(date_key) from {{ this }})),
        (select (min(c.affected_from) at time zone '{{ zone }}')::date from {{ source('ops', 'history_change') }} c
         where c.table_name = 'zd_tickets' and c.changed_at > (select coalesce(max(_known_until), '-infinity') from {{ this }}))
    ) as date
    {% else %}
    select date '0001-01-01' as date
    {% endif %}
),
ticket as (
    select h.*, s.scope_key, (h.valid_from at time zone '{{ zone }}')::date as from_day,
        -- The last day at whose end the ticket was as this row says.
        least((h.valid_to at time zone '{{ zone }}')::date - 1, today.date) as to_day,
        (min(h.valid_from) over (partition by h.scope, h.ticket_id) at time zone '{{ zone }}')::date as created_day
    from {{ source('core', 'zd_tickets_history') }} h
        join {{ ref('dim_scope') }} s on s.scope = h.scope
        cross join (select date from {{ ref('dim_date') }} where relative_day = 0) today
),
unsolved as (
    select * from ticket where status in ('new', 'open', 'pending', 'hold')
),
ticket_day as (
    select t.*, day::date as date
    from unsolved t cross join first_day f
        cross join lateral generate_series(greatest(t.from_day, f.date)::timestamp, t.to_day::timestamp, interval '1 day') day
),
-- Every day since an account's first ticket, unsolved or not: a day that was written once has rows in every later build, which replace the earlier ones.
account_day as (
    select a.scope_key, a.scope, c.date_key, c.date, c.relative_day = 0 as is_last
    from (select scope_key, scope, min(from_day) as date from ticket group by scope_key, scope) a
        cross join first_day f
        join {{ ref('dim_date') }} c on c.date_key > 0 and c.relative_day <= 0 and c.date >= a.date and c.date >= f.date
    -- Earlier, the last day of each month is enough: all days would be millions of rows.
    where c.date >= date '{{ var("daily_facts_from", "2026-10-01") }}' or extract(day from c.date + 1) = 1
)
select
    a.date_key,
    coalesce(t.ticket_id * 64 + a.scope_key, 0)                 as ticket_key,
    a.scope_key,
    coalesce(t.group_id * 64 + a.scope_key, 0)                  as group_key,
    coalesce(t.assignee_id * 64 + a.scope_key, 0)               as assignee_key,
    t.ticket_id,
    a.scope,
    case when t.ticket_id is null then 0 else 1 end             as unsolved_tickets,
    t.status,
    t.priority,
    a.date - t.created_day                                      as age_days,
    t.evidence,
    case when a.is_last then known.until end                    as _known_until
from account_day a cross join known
    left join ticket_day t on t.scope_key = a.scope_key and t.date = a.date
