{{ config(materialized='incremental', incremental_strategy='append') }}
select scope, deal_id, status, value, custom_fields, update_time
from {{ source('core', 'pd_deals') }}
{% if is_incremental() %}
where update_time > (select max(update_time) from {{ this }})
{% endif %}
