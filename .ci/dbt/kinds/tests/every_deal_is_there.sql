select deal_id from {{ source('core', 'pd_deals') }}
except
select deal_id from {{ ref('new_deals_by_merge') }}
