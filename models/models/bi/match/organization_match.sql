{{ config(indexes=[{'columns': ['organization_key', 'support_organization_key'], 'unique': true}, {'columns': ['support_organization_key']}]) }}
with organization_domain as (
    -- The host of the web site, without the name of the machine.
    select o.org_id * 64 + s.scope_key as organization_key, s.scope_key,
        regexp_replace(regexp_replace(lower(trim(o.website)), '^([a-z]+://)?(www[.])?', ''), '[:/?#].*$', '') as domain, 'website' as match_rule, 0.90 as confidence
    from {{ source('core', 'pd_organizations') }} o join {{ ref('dim_scope') }} s on s.scope = o.scope
    where not o.is_deleted
    union all
    select p.org_id * 64 + s.scope_key, s.scope_key, lower(substr(trim(p.primary_email), strpos(trim(p.primary_email), '@') + 1)), 'mail_domain', 0.70
    from {{ source('core', 'pd_persons') }} p join {{ ref('dim_scope') }} s on s.scope = p.scope
        join {{ source('core', 'pd_organizations') }} o on o.scope = p.scope and o.org_id = p.org_id and not o.is_deleted
    where not p.is_deleted and p.primary_email like '%_@_%'
),
support_domain as (
    select o.organization_id * 64 + s.scope_key as support_organization_key, s.scope_key as support_scope_key, lower(trim(d.domain)) as domain
    from {{ source('core', 'zd_organizations') }} o join {{ ref('dim_scope') }} s on s.scope = o.scope
        cross join lateral jsonb_array_elements_text(case when jsonb_typeof(o.domain_names) = 'array' then o.domain_names else '[]' end) d (domain)
    where not o.is_deleted
),
pair as (
    select distinct on (d.organization_key, z.support_organization_key)
        d.organization_key, d.scope_key, z.support_organization_key, z.support_scope_key, d.match_rule, d.confidence
    from organization_domain d join support_domain z on z.domain = d.domain
    where d.domain like '%_._%' and not exists (select from {{ ref('free_mail_domain') }} f where f.domain = d.domain)
    order by d.organization_key, z.support_organization_key, d.confidence desc
),
ranked as (
    select *,
        row_number() over (partition by organization_key, support_scope_key order by confidence desc, support_organization_key) as place_of_support,
        row_number() over (partition by support_organization_key, scope_key order by confidence desc, organization_key) as place_of_organization
    from pair
)
select organization_key, support_organization_key, scope_key, support_scope_key, match_rule, confidence
from ranked
where place_of_support = 1 and place_of_organization = 1
