-- The funnel counts each deal that is there once.
select counted.scope, counted.deals, there.deals as deals_there
from (select scope, sum(deal_count) as deals from {{ ref('vw_pd_sales_funnel') }} group by scope) counted
full join (
    select scope, count(*) as deals from {{ source('core', 'pd_deals') }} where not is_deleted group by scope
) there on there.scope = counted.scope
where counted.deals is distinct from there.deals
