{{ config(materialized='table', indexes=[{'columns': ['organization_key'], 'unique': true}]) }}
with referred as (
    select scope, org_id from {{ source('core', 'pd_deals') }}
    union
    select scope, org_id from {{ source('core', 'pd_activities') }}
)
select x.org_id * 64 + s.scope_key as organization_key, s.scope_key, x.org_id as organization_id, x.name, x.address_locality as city, x.address_admin_area_level_1 as state, x.website, not x.is_deleted as is_active, false as is_inferred
from {{ source('core', 'pd_organizations') }} x join {{ ref('dim_scope') }} s on s.scope = x.scope
union all
select r.org_id * 64 + s.scope_key, s.scope_key, r.org_id, 'Organization ' || r.org_id, null, null, null, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where r.org_id is not null
    and not exists (select from {{ source('core', 'pd_organizations') }} x where x.scope = r.scope and x.org_id = r.org_id)
union all
select key, 0, null, name, null, null, null, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
