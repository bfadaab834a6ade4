{{ config(materialized='table', indexes=[{'columns': ['person_key'], 'unique': true}, {'columns': ['person_id']}]) }}
with referred as (
    select scope, person_id from {{ source('core', 'pd_deals') }}
    union
    select scope, person_id from {{ source('core', 'pd_activities') }}
)
select x.person_id * 64 + s.scope_key as person_key, s.scope_key, x.person_id as person_id, x.name, x.primary_email as email, x.primary_phone as phone, x.job_title, not x.is_deleted as is_active, false as is_inferred
from {{ source('core', 'pd_persons') }} x join {{ ref('dim_scope') }} s on s.scope = x.scope
union all
select r.person_id * 64 + s.scope_key, s.scope_key, r.person_id, 'Person ' || r.person_id, null, null, null, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where r.person_id is not null
    and not exists (select from {{ source('core', 'pd_persons') }} x where x.scope = r.scope and x.person_id = r.person_id)
union all
select key, 0, null, name, null, null, null, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
