select {column} as other_value, count(*) as times
from {subject} as subject
where {column} not in ({values})
group by {column}
