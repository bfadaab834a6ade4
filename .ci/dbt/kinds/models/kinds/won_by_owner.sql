{{ config(materialized='table', indexes=[{'columns': ['scope', 'user_id'], 'unique': true}]) }}
{% set statuses = var('closed', ['won', 'lost']) %}
select
    scope,
    user_id,
    {% for status in statuses %}
    count(*) filter (where status = '{{ status }}') as {{ status }}_deals{% if not loop.last %},{% endif %}
    {% endfor %},
    max(won_time) as last_won
from {{ source('core', 'pd_deals') }}
where user_id is not null
group by scope, user_id
