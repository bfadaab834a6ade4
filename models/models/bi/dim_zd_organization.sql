{{ config(materialized='table', indexes=[{'columns': ['organization_key'], 'unique': true}]) }}
with referred as (
    select distinct scope, organization_id from {{ source('core', 'zd_tickets') }} where organization_id is not null
)
select x.organization_id * 64 + s.scope_key as organization_key, s.scope_key, x.organization_id, x.name, not x.is_deleted as is_active, false as is_inferred
from {{ source('core', 'zd_organizations') }} x join {{ ref('dim_scope') }} s on s.scope = x.scope
union all
select r.organization_id * 64 + s.scope_key, s.scope_key, r.organization_id, 'Organization ' || r.organization_id, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where not exists (select from {{ source('core', 'zd_organizations') }} x where x.scope = r.scope and x.organization_id = r.organization_id)
union all
select key, 0, null, name, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
