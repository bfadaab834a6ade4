{{ config(materialized='materialized_view', indexes=[{'columns': ['scope', 'stage_id'], 'unique': true}]) }}
select scope, stage_id, count(*) as deals, sum(value) as value
from {{ source('core', 'pd_deals') }}
group by scope, stage_id
