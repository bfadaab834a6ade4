{{ config(indexes=[{'columns': ['person_key', 'user_key'], 'unique': true}, {'columns': ['user_key']}]) }}
with person_address as (
    select p.person_id * 64 + s.scope_key as person_key, s.scope_key as person_scope_key, lower(trim(a.address)) as address
    from {{ source('core', 'pd_persons') }} p join {{ ref('dim_scope') }} s on s.scope = p.scope
        cross join lateral (
            select p.primary_email as address
            union
            select e ->> 'value' from jsonb_array_elements(case when jsonb_typeof(p.emails) = 'array' then p.emails else '[]' end) e
        ) a
    where not p.is_deleted and a.address like '%_@_%'
),
user_address as (
    select u.user_id * 64 + s.scope_key as user_key, s.scope_key as user_scope_key, lower(trim(u.email)) as address
    from {{ source('core', 'zd_users') }} u join {{ ref('dim_scope') }} s on s.scope = u.scope
    where not u.is_deleted and coalesce(u.role, 'end-user') = 'end-user' and u.email like '%_@_%'
),
person_number as (
    select p.person_id * 64 + s.scope_key as key, s.scope_key, n.number
    from {{ source('core', 'pd_persons') }} p join {{ ref('dim_scope') }} s on s.scope = p.scope
        cross join lateral (
            select p.primary_phone as number
            union
            select e ->> 'value' from jsonb_array_elements(case when jsonb_typeof(p.phones) = 'array' then p.phones else '[]' end) e
        ) n
    where not p.is_deleted
),
user_number as (
    select u.user_id * 64 + s.scope_key as key, s.scope_key, u.phone as number
    from {{ source('core', 'zd_users') }} u join {{ ref('dim_scope') }} s on s.scope = u.scope
    where not u.is_deleted and coalesce(u.role, 'end-user') = 'end-user' and not coalesce(u.shared_phone_number, false)
),
{% for side in ['person', 'user'] %}
{{ side }}_digits as (
    select key, scope_key, trim(number) ~ '^[+]' and trim(number) !~ '^[+][ ]*55' as is_foreign,
        ltrim(regexp_replace(number, '[^0-9]', '', 'g'), '0') as digits
    from {{ side }}_number
),
-- Area code and number: without Brazil's 55, and with the 9 that every mobile number has got.
{{ side }}_national as (
    select key, scope_key, is_foreign,
        case when not is_foreign and length(digits) in (12, 13) and digits like '55%' then substr(digits, 3) else digits end as digits
    from {{ side }}_digits
),
{{ side }}_phone as (
    select distinct key, scope_key,
        case when is_foreign then '+' || digits
            when length(digits) = 10 and substr(digits, 3, 1) in ('6', '7', '8', '9') then substr(digits, 1, 2) || '9' || substr(digits, 3)
            else digits end as phone
    from {{ side }}_national
    where case when is_foreign then length(digits) >= 8 else length(digits) in (10, 11) end
),
-- A number that several have identifies nobody.
{{ side }}_own_phone as (
    select * from (select *, count(*) over (partition by scope_key, phone) as owners from {{ side }}_phone) p where owners = 1
),
{% endfor %}
candidate as (
    select p.person_key, p.person_scope_key, u.user_key, u.user_scope_key, 'email' as match_rule, 1.00 as confidence
    from person_address p join user_address u on u.address = p.address
    union all
    select p.person_key, p.person_scope_key, u.user_key, u.user_scope_key, 'email_without_tag', 0.95
    from (select *, regexp_replace(address, '[+][^@]*@', '@') as plain from person_address) p
        join (select *, regexp_replace(address, '[+][^@]*@', '@') as plain from user_address) u on u.plain = p.plain
    union all
    select p.key, p.scope_key, u.key, u.scope_key, 'phone', 0.80
    from person_own_phone p join user_own_phone u on u.phone = p.phone
),
pair as (
    select distinct on (person_key, user_key) * from candidate order by person_key, user_key, confidence desc
),
ranked as (
    select *,
        row_number() over (partition by person_key, user_scope_key order by confidence desc, user_key) as place_of_user,
        row_number() over (partition by user_key, person_scope_key order by confidence desc, person_key) as place_of_person
    from pair
)
select person_key, user_key, person_scope_key as scope_key, user_scope_key, match_rule, confidence
from ranked
where place_of_user = 1 and place_of_person = 1
