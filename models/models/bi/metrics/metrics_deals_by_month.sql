{{ config(materialized='view') }}
-- Derived from the definitions of metrics: change those, not this file.
with deals_by_added_date as (
    select
        date_trunc('month', f.added_date)::date as month,
        f.scope,
        count(*) as new_deals,
        count(*) filter (where f.is_in_pipeline) as open_deals,
        count(*) filter (where f.is_won) as won_of_new_deals,
        count(*) filter (where f.is_closed) as closed_of_new_deals,
        count(*) filter (where f.is_in_pipeline and f.is_rotten) as rotten_deals,
        sum(f.activities_count) as activities_of_new_deals
    from {{ ref('fact_deal') }} f
    group by 1, 2
),
deals_by_expected_close_date as (
    select
        date_trunc('month', f.expected_close_date)::date as month,
        f.scope,
        count(*) filter (where f.is_in_pipeline and f.expected_close_date is not null) as expected_deals,
        count(*) filter (where f.is_in_pipeline and f.is_slipped) as slipped_deals
    from {{ ref('fact_deal') }} f
    where ((f.is_in_pipeline and f.expected_close_date is not null) or (f.is_in_pipeline and f.is_slipped))
    group by 1, 2
),
deals_by_closed_date as (
    select
        date_trunc('month', f.closed_date)::date as month,
        f.scope,
        count(*) filter (where f.is_won) as won_deals,
        count(*) filter (where f.is_lost) as lost_deals,
        count(*) filter (where f.is_closed) as closed_deals,
        avg(f.days_to_win) filter (where f.is_won) as sales_cycle_days,
        percentile_cont(0.5) within group (order by f.days_to_win) filter (where f.is_won) as median_sales_cycle_days
    from {{ ref('fact_deal') }} f
    where ((f.is_won) or (f.is_lost) or (f.is_closed))
    group by 1, 2
),
parts as (
    select
        month,
        scope,
        coalesce(max(new_deals), 0)::bigint as new_deals,
        coalesce(max(open_deals), 0)::bigint as open_deals,
        coalesce(max(expected_deals), 0)::bigint as expected_deals,
        coalesce(max(won_deals), 0)::bigint as won_deals,
        coalesce(max(lost_deals), 0)::bigint as lost_deals,
        coalesce(max(closed_deals), 0)::bigint as closed_deals,
        coalesce(max(won_of_new_deals), 0)::bigint as won_of_new_deals,
        coalesce(max(closed_of_new_deals), 0)::bigint as closed_of_new_deals,
        max(sales_cycle_days) as sales_cycle_days,
        max(median_sales_cycle_days) as median_sales_cycle_days,
        coalesce(max(rotten_deals), 0)::bigint as rotten_deals,
        coalesce(max(slipped_deals), 0)::bigint as slipped_deals,
        max(activities_of_new_deals) as activities_of_new_deals
    from (
        select month, scope, new_deals, open_deals, null::numeric as expected_deals, null::numeric as won_deals, null::numeric as lost_deals, null::numeric as closed_deals, won_of_new_deals, closed_of_new_deals, null::numeric as sales_cycle_days, null::numeric as median_sales_cycle_days, rotten_deals, null::numeric as slipped_deals, activities_of_new_deals from deals_by_added_date
        union all
        select month, scope, null::numeric as new_deals, null::numeric as open_deals, expected_deals, null::numeric as won_deals, null::numeric as lost_deals, null::numeric as closed_deals, null::numeric as won_of_new_deals, null::numeric as closed_of_new_deals, null::numeric as sales_cycle_days, null::numeric as median_sales_cycle_days, null::numeric as rotten_deals, slipped_deals, null::numeric as activities_of_new_deals from deals_by_expected_close_date
        union all
        select month, scope, null::numeric as new_deals, null::numeric as open_deals, null::numeric as expected_deals, won_deals, lost_deals, closed_deals, null::numeric as won_of_new_deals, null::numeric as closed_of_new_deals, sales_cycle_days, median_sales_cycle_days, null::numeric as rotten_deals, null::numeric as slipped_deals, null::numeric as activities_of_new_deals from deals_by_closed_date
    ) branches
    group by 1, 2
)
select
    month,
    scope,
    new_deals,
    open_deals,
    expected_deals,
    won_deals,
    lost_deals,
    closed_deals,
    round(won_deals::numeric / nullif(closed_deals::numeric, 0), 4) as win_rate,
    won_of_new_deals,
    closed_of_new_deals,
    round(won_of_new_deals::numeric / nullif(closed_of_new_deals::numeric, 0), 4) as win_rate_of_new_deals,
    round(sales_cycle_days::numeric, 2) as sales_cycle_days,
    round(median_sales_cycle_days::numeric, 2) as median_sales_cycle_days,
    rotten_deals,
    slipped_deals,
    activities_of_new_deals::numeric as activities_of_new_deals,
    round(activities_of_new_deals::numeric / nullif(new_deals::numeric, 0), 2) as activities_per_deal
from parts
