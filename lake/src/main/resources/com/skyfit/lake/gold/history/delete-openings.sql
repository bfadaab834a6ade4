with obsolete as (
    delete from {versions} v using history_due due
    where {same_due} and v._opening > 0
        and not exists (
            select from told t
            where {same_told} and ({kept}) is not distinct from ({told})
        )
    returning v.valid_from
)
select min(valid_from) as affected_from from obsolete having count(*) > 0
