{{ config(indexes=[{'columns': ['deal_key'], 'unique': true}]) }}
{% set currency = var("reporting_currency", "BRL") %}
with deal as (
    select d.deal_key, d.scope_key, d.currency, d.value, coalesce(d.closed_date, today.date) as value_date
    from {{ ref('fact_deal') }} d cross join (select date from {{ ref('dim_date') }} where relative_day = 0) today
)
select d.deal_key, d.scope_key, d.currency, d.value, d.value_date,
    '{{ currency }}'                                     as reporting_currency,
    case when d.currency = '{{ currency }}' then 1 else r.rate end as rate,
    r.date                                               as rate_date,
    round(d.value * case when d.currency = '{{ currency }}' then 1 else r.rate end, 2) as reporting_value
from deal d
    left join lateral (
        select c.date, c.rate from {{ ref('currency_rates') }} c
        where d.currency <> '{{ currency }}' and c.from_currency = d.currency and c.to_currency = '{{ currency }}'
            and c.date <= d.value_date and c.date >= d.value_date - {{ var("rates_may_be_old", 7) }}
        order by c.date desc
        limit 1
    ) r on true
