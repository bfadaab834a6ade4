-- The scopes of an entity with a complete listing that must be compared with gold or is still refused, and without a file to load.
create temporary table due_scope on commit drop as
select distinct m.scope
from ops.manifest m
where m.source = :source and m.entity = :entity and m.complete_listing
    and (
        m.absence_applied_at is null
        or exists (
            select from ops.absence a
            where a.source = m.source and a.entity = m.entity and a.scope = m.scope and a.outcome = 'refused'
        )
    )
    -- A token that may see less than before shows no deletions.
    and coalesce((
        select i.doubt from ops.account_identity i
        where i.source = m.source and i.scope = m.scope
        order by i.run_id collate "C" desc limit 1), '') = ''
    and not exists (
        select from ops.file f
        where f.source = m.source and f.entity = m.entity and f.scope = m.scope and f.state <> 'loaded'
    )
