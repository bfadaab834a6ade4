-- A key that more than one of the new rows has.
select concat_ws(', ', {key}) as doubled
from {aside}
group by {key}
having count(*) > 1
limit 1
