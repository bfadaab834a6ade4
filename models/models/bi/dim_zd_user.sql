{{ config(materialized='table', indexes=[{'columns': ['user_key'], 'unique': true}]) }}
with referred as (
    select scope, requester_id as user_id from {{ source('core', 'zd_tickets') }}
    union
    select scope, assignee_id from {{ source('core', 'zd_tickets') }}
    union
    select scope, assignee_id from {{ source('core', 'zd_tickets_history') }}
)
select u.user_id * 64 + s.scope_key as user_key, s.scope_key, u.user_id, u.name, u.email, u.role, u.role in ('agent', 'admin') as is_agent,
    coalesce(u.active, true) and not u.is_deleted as is_active, false as is_inferred
from {{ source('core', 'zd_users') }} u join {{ ref('dim_scope') }} s on s.scope = u.scope
union all
select r.user_id * 64 + s.scope_key, s.scope_key, r.user_id, 'User ' || r.user_id, null, null, false, false, true
from referred r join {{ ref('dim_scope') }} s on s.scope = r.scope
where r.user_id is not null
    and not exists (select from {{ source('core', 'zd_users') }} u where u.scope = r.scope and u.user_id = r.user_id)
union all
select key, 0, null, name, null, null, false, false, false from (values (0, 'Not given'), (-1, 'Unknown')) without (key, name)
