{{ config(materialized='table', indexes=[{'columns': ['group_key'], 'unique': true}]) }}
with referred as (
    select scope, group_id from {{ source('core', 'zd_tickets') }} where group_id is not null
    union
    select scope, group_id from {{ source('core', 'zd_tickets_history') }} where group_id is not null
)
select x.group_id * 64 + s.scope_key as group_key, s.scope_key, x.group_id, x.name, not x.is_deleted as is_active, false as is_inferred
from {{ source('core', 'zd_groups') }} x join {{ ref('dim_scope') }} s on s.scope = x.scope
union all
select r.group_id * 64 + s.scope_key, s.scope_key, r.group_id, 'Group ' || r.group_id, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where not exists (select from {{ source('core', 'zd_groups') }} x where x.scope = r.scope and x.group_id = r.group_id)
union all
select key, 0, null, name, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
