{{ config(materialized='table', indexes=[{'columns': ['user_key'], 'unique': true}]) }}
with referred as (
    select scope, user_id from {{ source('core', 'pd_deals') }}
    union
    select scope, user_id from {{ source('core', 'pd_activities') }}
    union
    select scope, user_id from {{ source('core', 'pd_deals_history') }}
)
select u.user_id * 64 + s.scope_key as user_key, s.scope_key, u.user_id, u.name, u.email, coalesce(u.active_flag, false) and not u.is_deleted as is_active,
    false as is_inferred
from {{ source('core', 'pd_users') }} u join {{ ref('dim_scope') }} s on s.scope = u.scope
union all
select r.user_id * 64 + s.scope_key, s.scope_key, r.user_id, 'User ' || r.user_id, null, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where r.user_id is not null
    and not exists (select from {{ source('core', 'pd_users') }} u where u.scope = r.scope and u.user_id = r.user_id)
union all
select key, 0, null, name, null, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
