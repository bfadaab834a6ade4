select {column} as doubled_value, count(*) as times
from {subject} as subject
where {column} is not null
group by {column}
having count(*) > 1
