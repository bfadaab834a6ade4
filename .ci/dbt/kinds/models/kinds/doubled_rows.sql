-- Rows that have no key, some of them equal.
{{ config(materialized='table') }}
select scope, status, currency from {{ source('core', 'pd_deals') }}
