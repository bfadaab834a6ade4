with missing as (
    insert into {versions} ({columns}, _is_gone)
    select {told}, false from told t
    where t._opening > 0 and not exists (select from {versions} v where {same_told} and v._opening = t._opening)
    returning valid_from
)
select min(valid_from) as affected_from from missing having count(*) > 0
