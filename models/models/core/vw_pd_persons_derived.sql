select
    person.person_id,
    person.scope,
    case when upcoming.activity_id is null then person.next_activity_date when not upcoming.is_deleted then upcoming.due_date end as next_activity_date,
    case when upcoming.activity_id is null then person.next_activity_time when not upcoming.is_deleted then upcoming.due_time end as next_activity_time,
    case when latest.activity_id is null then person.last_activity_date when not latest.is_deleted then latest.due_date end       as last_activity_date
from {{ source('core', 'pd_persons') }} person
left join {{ source('core', 'pd_activities') }} upcoming on upcoming.scope = person.scope and upcoming.activity_id = person.next_activity_id
left join {{ source('core', 'pd_activities') }} latest on latest.scope = person.scope and latest.activity_id = person.last_activity_id
