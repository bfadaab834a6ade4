{{ config(materialized='table', indexes=[{'columns': ['scope_key'], 'unique': true}]) }}
select number as scope_key, scope
from {{ source('ops', 'scope') }}
