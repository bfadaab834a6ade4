select
    deal.scope,
    pipeline.name                      as pipeline_name,
    stage.name                         as stage_name,
    stage.order_nr                     as stage_order,
    deal.status,
    count(*)                           as deal_count,
    coalesce(sum(deal.value), 0)       as total_value,
    round(avg(deal.value), 2)          as avg_value,
    deal.currency
from {{ source('core', 'pd_deals') }} deal
-- A deleted pipeline or stage keeps naming the deals that were closed in it.
left join {{ source('core', 'pd_pipelines') }} pipeline
    on pipeline.scope = deal.scope and pipeline.pipeline_id = deal.pipeline_id
left join {{ source('core', 'pd_stages') }} stage
    on stage.scope = deal.scope and stage.stage_id = deal.stage_id
where not deal.is_deleted
group by
    deal.scope, deal.pipeline_id, pipeline.name, deal.stage_id, stage.name, stage.order_nr, deal.status, deal.currency
