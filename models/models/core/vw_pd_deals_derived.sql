select
    deal.deal_id,
    deal.scope,
    -- Pipedrive's rule: no probabilities in the pipeline count as certain, else the deal's own wins over the stage's.
    round(deal.value * case when pipeline.deal_probability is false then 100
        else coalesce(deal.probability, stage.deal_probability, 100) end / 100, 2)                                                  as weighted_value,
    deal.currency                                                                                                                   as weighted_value_currency,
    case when stage.stage_id is null then deal.stage_order_nr else stage.order_nr end                                               as stage_order_nr,
    case when deal.status = 'open' and stage.rotten_flag is not false
        then greatest(deal.add_time, deal.stage_change_time, deal.update_time) + make_interval(days => stage.rotten_days)
        end                                                                                                                         as rotten_time,
    case when upcoming.activity_id is null then deal.next_activity_type when not upcoming.is_deleted then upcoming.type end         as next_activity_type,
    case when upcoming.activity_id is null then deal.next_activity_duration when not upcoming.is_deleted then upcoming.duration end as next_activity_duration,
    case when upcoming.activity_id is null then deal.next_activity_time when not upcoming.is_deleted then upcoming.due_time end     as next_activity_time,
    case when upcoming.activity_id is null then deal.next_activity_date when not upcoming.is_deleted then upcoming.due_date end     as next_activity_date,
    case when latest.activity_id is null then deal.last_activity_date when not latest.is_deleted then latest.due_date end           as last_activity_date
from {{ source('core', 'pd_deals') }} deal
left join {{ source('core', 'pd_stages') }} stage on stage.scope = deal.scope and stage.stage_id = deal.stage_id
left join {{ source('core', 'pd_pipelines') }} pipeline on pipeline.scope = deal.scope and pipeline.pipeline_id = deal.pipeline_id
left join {{ source('core', 'pd_activities') }} upcoming on upcoming.scope = deal.scope and upcoming.activity_id = deal.next_activity_id
left join {{ source('core', 'pd_activities') }} latest on latest.scope = deal.scope and latest.activity_id = deal.last_activity_id
