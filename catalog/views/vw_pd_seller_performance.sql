-- Deals by seller and currency. The win rate counts closed deals only: won / (won + lost), in percent, null before the first.
create or replace view core.vw_pd_seller_performance as
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
from core.pd_deals deal
-- Sellers who left the company keep their deals.
left join core.pd_users seller
    on seller.scope = deal.scope and seller.user_id = deal.user_id
where not deal.is_deleted
group by deal.scope, deal.user_id, seller.name, seller.email, deal.currency;
