{{ config(materialized='view') }}
-- Derived from the definitions of metrics: change those, not this file.
with deals_by_added_date as (
    select
        date_trunc('month', f.added_date)::date as month,
        f.scope,
        f.currency,
        sum(f.value) as new_value,
        sum(f.value) filter (where f.is_in_pipeline) as open_value,
        sum(f.weighted_value) filter (where f.is_in_pipeline) as open_weighted_value,
        sum(f.value) filter (where f.is_in_pipeline and f.is_rotten) as rotten_value
    from {{ ref('fact_deal') }} f
    group by 1, 2, 3
),
deals_by_expected_close_date as (
    select
        date_trunc('month', f.expected_close_date)::date as month,
        f.scope,
        f.currency,
        sum(f.value) filter (where f.is_in_pipeline and f.expected_close_date is not null) as expected_value,
        sum(f.value) filter (where f.is_in_pipeline and f.is_slipped) as slipped_value
    from {{ ref('fact_deal') }} f
    where ((f.is_in_pipeline and f.expected_close_date is not null) or (f.is_in_pipeline and f.is_slipped))
    group by 1, 2, 3
),
deals_by_closed_date as (
    select
        date_trunc('month', f.closed_date)::date as month,
        f.scope,
        f.currency,
        sum(f.value) filter (where f.is_won) as won_value,
        sum(f.value) filter (where f.is_lost) as lost_value,
        avg(f.value) filter (where f.is_won) as average_won_value
    from {{ ref('fact_deal') }} f
    where ((f.is_won) or (f.is_lost))
    group by 1, 2, 3
),
parts as (
    select
        month,
        scope,
        currency,
        max(new_value) as new_value,
        max(open_value) as open_value,
        max(open_weighted_value) as open_weighted_value,
        max(expected_value) as expected_value,
        max(won_value) as won_value,
        max(lost_value) as lost_value,
        max(average_won_value) as average_won_value,
        max(rotten_value) as rotten_value,
        max(slipped_value) as slipped_value
    from (
        select month, scope, currency, new_value, open_value, open_weighted_value, null::numeric as expected_value, null::numeric as won_value, null::numeric as lost_value, null::numeric as average_won_value, rotten_value, null::numeric as slipped_value from deals_by_added_date
        union all
        select month, scope, currency, null::numeric as new_value, null::numeric as open_value, null::numeric as open_weighted_value, expected_value, null::numeric as won_value, null::numeric as lost_value, null::numeric as average_won_value, null::numeric as rotten_value, slipped_value from deals_by_expected_close_date
        union all
        select month, scope, currency, null::numeric as new_value, null::numeric as open_value, null::numeric as open_weighted_value, null::numeric as expected_value, won_value, lost_value, average_won_value, null::numeric as rotten_value, null::numeric as slipped_value from deals_by_closed_date
    ) branches
    group by 1, 2, 3
)
select
    month,
    scope,
    currency,
    round(new_value::numeric, 2) as new_value,
    round(open_value::numeric, 2) as open_value,
    round(open_weighted_value::numeric, 2) as open_weighted_value,
    round(expected_value::numeric, 2) as expected_value,
    round(won_value::numeric, 2) as won_value,
    round(lost_value::numeric, 2) as lost_value,
    round(average_won_value::numeric, 2) as average_won_value,
    round(rotten_value::numeric, 2) as rotten_value,
    round(slipped_value::numeric, 2) as slipped_value
from parts
