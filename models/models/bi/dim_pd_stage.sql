{{ config(materialized='table', indexes=[{'columns': ['stage_key'], 'unique': true}]) }}
with referred as (
    select scope, stage_id, pipeline_id from {{ source('core', 'pd_deals') }} where stage_id is not null
    union
    select scope, stage_id, pipeline_id from {{ source('core', 'pd_deals_history') }} where stage_id is not null
)
select st.stage_id * 64 + s.scope_key as stage_key, s.scope_key, st.stage_id, st.name as stage_name, st.order_nr as stage_order,
    st.pipeline_id, p.name as pipeline_name, p.order_nr as pipeline_order, st.deal_probability as stage_probability,
    st.rotten_days, not st.is_deleted and not coalesce(p.is_deleted, false) as is_active, false as is_inferred
from {{ source('core', 'pd_stages') }} st
    join {{ ref('dim_scope') }} s on s.scope = st.scope
    left join {{ source('core', 'pd_pipelines') }} p on p.scope = st.scope and p.pipeline_id = st.pipeline_id
union all
select r.stage_id * 64 + s.scope_key, s.scope_key, r.stage_id, 'Stage ' || r.stage_id, null, min(r.pipeline_id), null, null, null, null, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where not exists (select from {{ source('core', 'pd_stages') }} st where st.scope = r.scope and st.stage_id = r.stage_id)
group by r.stage_id, s.scope_key
union all
select key, 0, null, name, null, null, null, null, null, null, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
