{{ config(materialized='table', indexes=[{'columns': ['deal_key', 'visit_no'], 'unique': true}, {'columns': ['stage_key']}, {'columns': ['owner_key']},
    {'columns': ['entered_date_key']}, {'columns': ['left_date_key']}]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
with stretch as (
    select h.*,
        lag(h.valid_to) over deal is distinct from h.valid_from
            or (h.status, h.stage_id) is distinct from (lag(h.status) over deal, lag(h.stage_id) over deal) as begins
    from {{ source('core', 'pd_deals_history') }} h
    window deal as (partition by h.scope, h.deal_id order by h.valid_from)
),
counted as (
    select *, count(*) filter (where begins) over (partition by scope, deal_id order by valid_from) as period from stretch
),
-- Closed deals have periods too, which say how an open one ended.
period as (
    select scope, deal_id, period, status, stage_id, min(valid_from) as entered_at, max(valid_to) as left_at, bool_or(is_current) as is_current,
        (array_agg(user_id order by valid_from desc))[1]  as user_id,
        (array_agg(value order by valid_from desc))[1]    as value,
        (array_agg(currency order by valid_from desc))[1] as currency,
        (array_agg(evidence order by valid_from))[1]      as evidence
    from counted
    group by scope, deal_id, period, status, stage_id
),
placed as (
    select p.*, s.scope_key, st.pipeline_id, st.stage_order
    from period p
        join {{ ref('dim_scope') }} s on s.scope = p.scope
        left join {{ ref('dim_pd_stage') }} st on st.stage_key = p.stage_id * 64 + s.scope_key
),
neighboured as (
    select *,
        lag(status) over deal as status_before, lag(left_at) over deal as left_before, lag(stage_id) over deal as stage_before,
        lag(pipeline_id) over deal as pipeline_before, lag(stage_order) over deal as order_before,
        lead(status) over deal as status_after, lead(entered_at) over deal as entered_after, lead(stage_id) over deal as stage_after,
        lead(pipeline_id) over deal as pipeline_after, lead(stage_order) over deal as order_after
    from placed
    window deal as (partition by scope, deal_id order by entered_at)
)
select
    p.deal_id * 64 + p.scope_key                                as deal_key,
    p.scope_key,
    coalesce(p.stage_id * 64 + p.scope_key, 0)                  as stage_key,
    coalesce(p.user_id * 64 + p.scope_key, 0)                   as owner_key,
    coalesce(entered.date_key, -1)                              as entered_date_key,
    case when p.is_current then 0 else coalesce(gone.date_key, -1) end as left_date_key,
    row_number() over (partition by p.scope_key, p.deal_id order by p.entered_at) as visit_no,
    row_number() over (partition by p.scope_key, p.deal_id, p.stage_id order by p.entered_at) = 1 as is_first_visit,
    p.deal_id,
    p.scope,
    p.entered_at,
    case when not p.is_current then p.left_at end               as left_at,
    p.is_current,
    case when not p.is_current then round((extract(epoch from p.left_at - p.entered_at) / 3600)::numeric, 2) end as hours_in_stage,
    case
        when p.status_before is null then 'created'
        when p.left_before < p.entered_at then 'restored'
        when p.stage_before is null then 'unknown'
        when p.status_before <> 'open' then 'reopened'
        when p.pipeline_before is distinct from p.pipeline_id then 'other pipeline'
        when p.order_before < p.stage_order then 'forward'
        when p.order_before > p.stage_order then 'back'
        else 'unknown'
    end                                                         as entered_by,
    case
        when p.is_current then null
        when p.entered_after is null or p.entered_after > p.left_at then 'deleted'
        when p.status_after <> 'open' then p.status_after
        when p.pipeline_after is distinct from p.pipeline_id then 'other pipeline'
        when p.order_after > p.stage_order then 'forward'
        when p.order_after < p.stage_order then 'back'
        else 'unknown'
    end                                                         as left_by,
    p.currency,
    p.value,
    p.evidence
from neighboured p
    left join {{ ref('dim_date') }} entered on entered.date_key > 0 and entered.date = (p.entered_at at time zone '{{ zone }}')::date
    left join {{ ref('dim_date') }} gone on gone.date_key > 0 and gone.date = (p.left_at at time zone '{{ zone }}')::date
-- Before the first version that was read, nobody knows the stage of a deal that has moved since.
where p.status = 'open' and p.stage_id is not null
