select
    deal.scope,
    seller.name                                                            as seller_name,
    seller.email                                                           as seller_email,
    count(*) filter (where deal.status = 'open')                           as open_deals,
    count(*) filter (where deal.status = 'won')                            as won_deals,
    count(*) filter (where deal.status = 'lost')                           as lost_deals,
    coalesce(sum(deal.value) filter (where deal.status = 'won'), 0)        as won_value,
    coalesce(sum(deal.value) filter (where deal.status = 'open'), 0)       as pipeline_value,
    deal.currency,
    round(
        100.0 * count(*) filter (where deal.status = 'won')
            / nullif(count(*) filter (where deal.status in ('won', 'lost')), 0),
        2)                                                                 as win_rate_pct
from {{ source('core', 'pd_deals') }} deal
-- Sellers who left the company keep their deals.
left join {{ source('core', 'pd_users') }} seller
    on seller.scope = deal.scope and seller.user_id = deal.user_id
where not deal.is_deleted
group by deal.scope, deal.user_id, seller.name, seller.email, deal.currency
