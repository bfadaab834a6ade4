{{ config(materialized='view') }}
-- A view, because the checks come after the models: a table would show those of the run before.
select distinct on (r.check_name, r.subject)
    r.check_name,
    r.subject,
    r.status,
    r.observed,
    r.expected,
    r.advice,
    r.checked_at,
    r.run_id
from {{ source('ops', 'check_result') }} r
order by r.check_name, r.subject, r.run_id collate "C" desc
