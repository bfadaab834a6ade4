{{ config(materialized='incremental', unique_key='period', incremental_strategy='delete+insert',
    indexes=[{'columns': ['period', 'deal_key', 'scope_key'], 'unique': true}, {'columns': ['deal_key']}]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
{% set every = var("ml_deals_every", "week") %}
-- Only what the lake had read in the run of the moment or before: no later run can change a row of the past, except the one of a period that is not over.
with known as (
    select max(transformed_at) as until from {{ source('ops', 'file') }} where source = 'pipedrive' and entity in ('deals', 'activities', 'stages')
),
run as (
    select m.scope, s.scope_key, m.run_id collate "C" as run_id, replace(left(m.run_id, 15), 'T', ' ')::timestamp at time zone 'UTC' as began_at
    from {{ source('ops', 'manifest') }} m join {{ ref('dim_scope') }} s on s.scope = m.scope
    where m.source = 'pipedrive' and m.entity = 'deals' and m.complete
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
         where f.source = 'pipedrive' and f.entity in ('deals', 'activities', 'stages')
            and f.transformed_at > (select coalesce(max(_known_until), '-infinity') from {{ this }}))
    ), date '0001-01-01') as period
    {% else %}
    select date '0001-01-01' as period
    {% endif %}
),
moment as (
    select distinct on (r.scope_key, r.period) r.*, (r.began_at at time zone '{{ zone }}')::date as today
    from (select *, date_trunc('{{ every }}', began_at at time zone '{{ zone }}')::date as period from run) r
        join first_period f on r.period >= f.period
    order by r.scope_key, r.period, r.run_id desc
),
deal as (
    select m.scope_key, m.period, m.run_id, m.began_at, m.today, d.*
    from moment m
        join {{ ref('known_deals') }} d on d.scope = m.scope and d.known_from <= m.run_id and (d.known_to is null or d.known_to > m.run_id)
    where d.is_there
),
open_deal as (
    select * from deal where status = 'open'
),
owner as (
    select scope_key, run_id, user_id,
        count(*) filter (where status = 'won')           as won,
        count(*) filter (where status in ('won', 'lost')) as closed,
        count(*) filter (where status = 'open')          as open
    from deal group by scope_key, run_id, user_id
),
activity as (
    select o.scope_key, o.run_id, o.deal_id,
        count(*)                                         as activities,
        count(*) filter (where a.is_done)                as done,
        count(*) filter (where not a.is_done and a.due_date < o.today) as overdue,
        count(*) filter (where not a.is_done and a.due_date >= o.today) as planned,
        max(a.created_at)                                as last_added_at
    from open_deal o
        join {{ ref('known_activities') }} a on a.scope = o.scope and a.deal_id = o.deal_id
            and a.known_from <= o.run_id and (a.known_to is null or a.known_to > o.run_id)
    where a.is_there
    group by o.scope_key, o.run_id, o.deal_id
)
select
    coalesce(d.deal_id * 64 + m.scope_key, 0)            as deal_key,
    m.scope_key,
    m.scope,
    d.deal_id,
    m.period,
    m.began_at                                           as moment,
    m.run_id,
    coalesce(d.stage_id * 64 + m.scope_key, 0)           as stage_key,
    coalesce(d.user_id * 64 + m.scope_key, 0)            as owner_key,
    st.order_nr                                          as stage_order,
    st.deal_probability                                  as stage_probability,
    d.probability                                        as deal_probability,
    d.currency,
    d.value,
    coalesce(d.is_archived, false)                       as is_archived,
    {% for days, since in [['days_open', 'd.created_at'], ['days_in_stage', 'coalesce(d.stage_changed_at, d.created_at)'], ['days_since_change', 'd.changed_at'], ['days_since_activity_added', 'a.last_added_at']] %}
    round(greatest(extract(epoch from m.began_at - {{ since }}) / 86400, 0)::numeric, 2) as {{ days }},
    {% endfor %}
    d.expected_close_date - m.today                      as days_to_expected_close,
    d.changes_seen,
    d.stage_changes_seen,
    d.owner_changes_seen,
    d.value_changes_seen,
    d.expected_close_changes_seen,
    coalesce(a.activities, 0)                            as activities,
    coalesce(a.done, 0)                                  as activities_done,
    coalesce(a.planned, 0)                               as activities_planned,
    coalesce(a.overdue, 0)                               as activities_overdue,
    coalesce(o.open, 0)                                  as owner_open_deals,
    coalesce(o.closed, 0)                                as owner_closed_deals,
    round(o.won::numeric / nullif(o.closed, 0), 4)       as owner_win_rate,
    case when m.period = max(m.period) over () then known.until end as _known_until
from moment m cross join known
    left join open_deal d on d.scope_key = m.scope_key and d.run_id = m.run_id
    left join {{ ref('known_stages') }} st on st.scope = d.scope and st.stage_id = d.stage_id
        and st.known_from <= m.run_id and (st.known_to is null or st.known_to > m.run_id)
    left join owner o on o.scope_key = m.scope_key and o.run_id = m.run_id and o.user_id is not distinct from d.user_id and d.deal_id is not null
    left join activity a on a.scope_key = m.scope_key and a.run_id = m.run_id and a.deal_id = d.deal_id
