{{ config(materialized='table', indexes=[
    {'columns': ['deal_key'], 'unique': true},
    {'columns': ['owner_key']},
    {'columns': ['stage_key']},
    {'columns': ['person_key']},
    {'columns': ['organization_key', 'is_won', 'value']},
    {'columns': ['added_date_key']},
    {'columns': ['won_date_key', 'is_won', 'owner_key', 'scope', 'value', 'days_to_win', 'person_key']},
    {'columns': ['lost_date_key', 'lost_reason', 'value']},
    {'columns': ['closed_date_key', 'is_won', 'owner_key']},
    {'columns': ['expected_close_date_key']},
    {'columns': ['is_open', 'stage_key', 'value', 'weighted_value']},
    {'columns': ['scope_key', 'closed_date_key', 'is_won']}
]) }}
{% set zone = var("time_zone", "America/Sao_Paulo") %}
with deal as (
    select d.*, s.scope_key,
        (d.add_time at time zone '{{ zone }}')::date   as added_day,
        (d.won_time at time zone '{{ zone }}')::date   as won_day,
        (d.lost_time at time zone '{{ zone }}')::date  as lost_day,
        (coalesce(d.close_time, d.won_time, d.lost_time) at time zone '{{ zone }}')::date as closed_day,
        -- Pipedrive's rule: no probabilities in the pipeline count as certain, else the deal's own wins over the stage's.
        case when p.deal_probability is false then 100 else coalesce(d.probability, st.deal_probability, 100) end as probability_used,
        -- The last day on which the deal is not rotten yet; null where its stage has no such limit.
        (greatest(d.add_time, d.stage_change_time, d.update_time) at time zone '{{ zone }}')::date
            + case when st.rotten_flag is not false then st.rotten_days end as fresh_until,
        (now() at time zone '{{ zone }}')::date as today
    from {{ source('core', 'pd_deals') }} d
        join {{ ref('dim_scope') }} s on s.scope = d.scope
        left join {{ source('core', 'pd_stages') }} st on st.scope = d.scope and st.stage_id = d.stage_id
        left join {{ source('core', 'pd_pipelines') }} p on p.scope = d.scope and p.pipeline_id = d.pipeline_id
    where not d.is_deleted
)
select
    d.deal_id * 64 + d.scope_key                                 as deal_key,
    d.scope_key,
    coalesce(d.user_id * 64 + d.scope_key, 0)                    as owner_key,
    coalesce(d.stage_id * 64 + d.scope_key, 0)                   as stage_key,
    coalesce(d.person_id * 64 + d.scope_key, 0)                  as person_key,
    coalesce(d.org_id * 64 + d.scope_key, 0)                     as organization_key,
    {% for day in ['added', 'won', 'lost', 'closed'] %}
    coalesce({{ day }}.date_key, case when d.{{ day }}_day is null then 0 else -1 end) as {{ day }}_date_key,
    {% endfor %}
    coalesce(expected.date_key, case when d.expected_close_date is null then 0 else -1 end) as expected_close_date_key,
    d.added_day                                                  as added_date,
    d.closed_day                                                 as closed_date,
    d.expected_close_date,
    d.deal_id,
    d.scope,
    d.title,
    d.status,
    d.status = 'open'                                            as is_open,
    d.status = 'won'                                             as is_won,
    d.status = 'lost'                                            as is_lost,
    d.status in ('won', 'lost')                                  as is_closed,
    coalesce(d.is_archived, false)                               as is_archived,
    d.status = 'open' and not coalesce(d.is_archived, false)     as is_in_pipeline,
    coalesce(d.status = 'open' and d.fresh_until < d.today, false) as is_rotten,
    coalesce(d.status = 'open' and d.expected_close_date < d.today, false) as is_slipped,
    left(d.lost_reason, 255)                                     as lost_reason,
    d.currency,
    d.value,
    d.probability_used                                           as probability,
    round(d.value * d.probability_used / 100, 2)                 as weighted_value,
    round((extract(epoch from d.won_time - d.add_time) / 86400)::numeric, 2) as days_to_win,
    round((extract(epoch from coalesce(d.close_time, d.won_time, d.lost_time) - d.add_time) / 86400)::numeric, 2) as days_to_close,
    d.activities_count,
    d.done_activities_count,
    d.add_time                                                   as added_at,
    d.stage_change_time                                          as stage_changed_at,
    d.won_time                                                   as won_at,
    d.lost_time                                                  as lost_at
from deal d
    {% for day in ['added', 'won', 'lost', 'closed'] %}
    left join {{ ref('dim_date') }} {{ day }} on {{ day }}.date_key > 0 and {{ day }}.date = d.{{ day }}_day
    {% endfor %}
    left join {{ ref('dim_date') }} expected on expected.date_key > 0 and expected.date = d.expected_close_date
