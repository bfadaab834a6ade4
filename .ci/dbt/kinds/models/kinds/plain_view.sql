-- A view over a model and over tables.
select deal.scope, deal.status, count(*) as deals, sum(deal.value) as value, max(won.last_won) as last_won
from {{ source('core', 'pd_deals') }} deal
left join {{ ref('won_by_owner') }} won on won.scope = deal.scope and won.user_id = deal.user_id
group by deal.scope, deal.status
