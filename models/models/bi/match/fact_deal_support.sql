{{ config(indexes=[{'columns': ['deal_key'], 'unique': true}, {'columns': ['owner_key']}]) }}
with ticket as (
    select d.deal_key, t.ticket_key, t.is_unsolved, t.created_date, t.is_rated and not t.is_good_rating as is_bad_rating, m.confidence
    from {{ ref('fact_deal') }} d
        join {{ ref('person_match') }} m on m.person_key = d.person_key
        join {{ ref('fact_ticket') }} t on t.requester_key = m.user_key
    where d.is_in_pipeline
    union all
    select d.deal_key, t.ticket_key, t.is_unsolved, t.created_date, t.is_rated and not t.is_good_rating, m.confidence
    from {{ ref('fact_deal') }} d
        join {{ ref('organization_match') }} m on m.organization_key = d.organization_key
        join {{ ref('fact_ticket') }} t on t.organization_key = m.support_organization_key
    where d.is_in_pipeline
),
-- A ticket that belongs to the person and to the organization counts once, by the surer of the two.
once as (
    select distinct on (deal_key, ticket_key) * from ticket order by deal_key, ticket_key, confidence desc
),
load as (
    select deal_key, count(*) as tickets, count(*) filter (where is_unsolved) as unsolved_tickets,
        count(*) filter (where is_bad_rating) as bad_ratings, max(created_date) as last_ticket_date, min(confidence) as confidence
    from once group by deal_key
)
select d.deal_key, d.scope_key, d.owner_key, d.stage_key, d.person_key, d.organization_key,
    coalesce(l.tickets, 0)::int          as tickets,
    coalesce(l.unsolved_tickets, 0)::int as unsolved_tickets,
    coalesce(l.bad_ratings, 0)::int      as bad_ratings,
    l.last_ticket_date,
    l.confidence
from {{ ref('fact_deal') }} d
    left join load l on l.deal_key = d.deal_key
where d.is_in_pipeline
