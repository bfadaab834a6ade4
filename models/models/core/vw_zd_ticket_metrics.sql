select
    ticket.ticket_id,
    ticket.status,
    ticket.priority,
    ticket.created_at,
    ticket.solved_at,
    ticket.updated_at,
    round(extract(epoch from ticket.solved_at - ticket.created_at) / 3600, 2) as hours_to_resolution,
    round(extract(epoch from now() - ticket.created_at) / 3600, 2)            as hours_since_created,
    ticket.requester_id,
    requester.name                                                            as requester_name,
    requester.email                                                           as requester_email,
    ticket.organization_id,
    organization.name                                                         as organization_name,
    ticket.assignee_id,
    assignee.name                                                             as assignee_name,
    ticket.group_id,
    team.name                                                                 as group_name
from {{ source('core', 'zd_tickets') }} ticket
-- Deleted people, organizations and groups keep naming the tickets they had.
left join {{ source('core', 'zd_users') }} requester
    on requester.scope = ticket.scope and requester.user_id = ticket.requester_id
left join {{ source('core', 'zd_organizations') }} organization
    on organization.scope = ticket.scope and organization.organization_id = ticket.organization_id
left join {{ source('core', 'zd_users') }} assignee
    on assignee.scope = ticket.scope and assignee.user_id = ticket.assignee_id
left join {{ source('core', 'zd_groups') }} team
    on team.scope = ticket.scope and team.group_id = ticket.group_id
where not ticket.is_deleted
