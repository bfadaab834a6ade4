{{ config(materialized='view') }}
with extracted as (
    select source, scope, entity, max(committed_at) as extracted_at
    from {{ source('ops', 'manifest') }}
    where complete
    group by source, scope, entity
),
loaded as (
    select source, scope, entity, sum(lines) as lines, sum(quarantined_lines) as quarantined_lines
    from {{ source('ops', 'file') }}
    group by source, scope, entity
)
select
    s.scope_key,
    e.source,
    e.scope,
    e.entity,
    e.extracted_at,
    round(extract(epoch from now() - e.extracted_at)::numeric / 3600, 1) as hours_old,
    coalesce(l.lines, 0)::bigint                       as lines,
    coalesce(l.quarantined_lines, 0)::bigint           as quarantined_lines
from extracted e
    join {{ ref('dim_scope') }} s on s.scope = e.scope
    left join loaded l on l.source = e.source and l.scope = e.scope and l.entity = e.entity
