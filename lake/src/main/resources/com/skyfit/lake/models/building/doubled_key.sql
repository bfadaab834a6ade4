-- A key that more than one row has, or that is null in one and so finds none.
select concat_ws(', ', {key}) as doubled
from {rows}
group by {key}
having count(*) > 1 or num_nulls({key}) > 0
limit 1
