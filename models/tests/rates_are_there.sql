{{ config(severity='warn') }}
-- Where there are rates at all, every deal with a value has one.
select currency, count(*) as deals, min(value_date) as first_day, max(value_date) as last_day
from {{ ref('fact_deal_value') }}
where value is not null and reporting_value is null and exists (select from {{ ref('currency_rates') }})
group by currency
