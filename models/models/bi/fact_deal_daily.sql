{{ config(materialized='incremental', unique_key='date_key', incremental_strategy='delete+insert',
    indexes=[{'columns': ['date_key', 'scope_key', 'deal_key'], 'unique': true}, {'columns': ['stage_key']}, {'columns': ['owner_key']}]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
-- Days are computed again from the first one that a change of the history touches, whenever it became known; ops.history_change tells it.
with known as (
    select max(changed_at) as until from {{ source('ops', 'history_change') }} where table_name in ('pd_deals', 'pd_stages', 'pd_pipelines')
),
first_day as (
    {% if is_incremental() %}
    select least(
        -- The last day was not over.
        (select max(d.date) from {{ ref('dim_date') }} d where d.date_key = (select max(date_key) from {{ this }})),
        (select (min(c.affected_from) at time zone '{{ zone }}')::date from {{ source('ops', 'history_change') }} c
         where c.table_name in ('pd_deals', 'pd_stages', 'pd_pipelines') and c.changed_at > (select coalesce(max(_known_until), '-infinity') from {{ this }}))
    ) as date
    {% else %}
    select date '0001-01-01' as date
    {% endif %}
),
deal as (
    select h.*, s.scope_key, (h.valid_from at time zone '{{ zone }}')::date as from_day,
        -- The last day at whose end the deal was open.
        least((h.valid_to at time zone '{{ zone }}')::date - 1, today.date) as to_day
    from {{ source('core', 'pd_deals_history') }} h
        join {{ ref('dim_scope') }} s on s.scope = h.scope
        cross join (select date from {{ ref('dim_date') }} where relative_day = 0) today
),
open_deal as (
    select * from deal where status = 'open'
),
deal_day as (
    select d.*, day::date as date, (day::date + 1)::timestamp at time zone '{{ zone }}' as ends_at
    from open_deal d cross join first_day f
        cross join lateral generate_series(greatest(d.from_day, f.date)::timestamp, d.to_day::timestamp, interval '1 day') day
),
-- Until the next thing that is known of them, so that what is deleted keeps its probability.
stage as (
    select scope, stage_id, deal_probability, valid_from, lead(valid_from, 1, 'infinity') over (partition by scope, stage_id order by valid_from) as known_to
    from {{ source('core', 'pd_stages_history') }}
),
pipeline as (
    select scope, pipeline_id, deal_probability, valid_from, lead(valid_from, 1, 'infinity') over (partition by scope, pipeline_id order by valid_from) as known_to
    from {{ source('core', 'pd_pipelines_history') }}
),
-- Every day since an account's first deal, open or not: a day that was written once has rows in every later build, which replace the earlier ones.
account_day as (
    select a.scope_key, a.scope, c.date_key, c.date, c.relative_day = 0 as is_last
    from (select scope_key, scope, min(from_day) as date from deal group by scope_key, scope) a
        cross join first_day f
        join {{ ref('dim_date') }} c on c.date_key > 0 and c.relative_day <= 0 and c.date >= a.date and c.date >= f.date
    -- Earlier, the last day of each month is enough: all days would be millions of rows.
    where c.date >= date '{{ var("daily_facts_from", "2026-10-01") }}' or extract(day from c.date + 1) = 1
)
select
    a.date_key,
    coalesce(d.deal_id * 64 + a.scope_key, 0)                   as deal_key,
    a.scope_key,
    coalesce(d.stage_id * 64 + a.scope_key, 0)                  as stage_key,
    coalesce(d.user_id * 64 + a.scope_key, 0)                   as owner_key,
    d.deal_id,
    a.scope,
    case when d.deal_id is null then 0 else 1 end               as open_deals,
    coalesce(d.is_archived, false)                              as is_archived,
    d.currency,
    d.value,
    -- Pipedrive's rule, as in fact_deal, with the probabilities of then.
    round(d.value * case when p.deal_probability is false then 100 else coalesce(d.probability, st.deal_probability, 100) end / 100, 2) as weighted_value,
    d.expected_close_date,
    d.evidence,
    case when a.is_last then known.until end                    as _known_until
from account_day a cross join known
    left join deal_day d on d.scope_key = a.scope_key and d.date = a.date
    left join stage st on st.scope = d.scope and st.stage_id = d.stage_id and st.valid_from < d.ends_at and st.known_to >= d.ends_at
    left join pipeline p on p.scope = d.scope and p.pipeline_id = d.pipeline_id and p.valid_from < d.ends_at and p.known_to >= d.ends_at
