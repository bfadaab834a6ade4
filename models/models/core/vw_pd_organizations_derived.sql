select
    organization.org_id,
    organization.scope,
    case when upcoming.activity_id is null then organization.next_activity_date when not upcoming.is_deleted then upcoming.due_date end as next_activity_date,
    case when upcoming.activity_id is null then organization.next_activity_time when not upcoming.is_deleted then upcoming.due_time end as next_activity_time,
    case when latest.activity_id is null then organization.last_activity_date when not latest.is_deleted then latest.due_date end       as last_activity_date
from {{ source('core', 'pd_organizations') }} organization
left join {{ source('core', 'pd_activities') }} upcoming on upcoming.scope = organization.scope and upcoming.activity_id = organization.next_activity_id
left join {{ source('core', 'pd_activities') }} latest on latest.scope = organization.scope and latest.activity_id = organization.last_activity_id
