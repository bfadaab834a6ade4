{{ config(materialized='table', indexes=[{'columns': ['period', 'deal_key', 'scope_key'], 'unique': true}]) }}
with newest as (
    select scope, max(replace(left(run_id, 15), 'T', ' ')::timestamp at time zone 'UTC') as began_at
    from {{ source('ops', 'manifest') }}
    where source = 'pipedrive' and entity = 'deals' and complete
    group by scope
),
known as (
    select * from {{ ref('known_deals') }}
),
won as (
    select scope, deal_id, known_from, coalesce(closed_at, changed_at) as won_at from known where is_there and status = 'won'
),
in_time as (
    select distinct f.period, f.deal_key, f.scope_key
    from {{ ref('deal_features') }} f
        join won w on w.scope = f.scope and w.deal_id = f.deal_id and w.known_from > f.run_id and w.won_at <= f.moment + interval '90 days'
)
select
    f.deal_key,
    f.scope_key,
    f.scope,
    f.deal_id,
    f.period,
    f.moment,
    case
        -- Known for all deals of a moment at once: else those decided early would be all there is of the newest ones.
        when f.moment + interval '90 days' > newest.began_at then null
        when i.deal_key is not null then true
        when not d.is_there then null
        else false
    end                                                  as won_within_90_days,
    case when d.is_there then d.status else 'deleted' end as outcome,
    case when d.is_there and d.status in ('won', 'lost')
        then round(greatest(extract(epoch from coalesce(d.closed_at, d.changed_at) - f.moment) / 86400, 0)::numeric, 2) end as days_to_outcome
from {{ ref('deal_features') }} f
    join newest on newest.scope = f.scope
    join known d on d.scope = f.scope and d.deal_id = f.deal_id and d.known_to is null
    left join in_time i on i.period = f.period and i.deal_key = f.deal_key and i.scope_key = f.scope_key
