insert into {table} ({columns})
select {columns}
from {aside} incoming
where not exists (select from {table} present where {same_key})
