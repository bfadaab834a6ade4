select {column} as missing_value
from {subject} as subject
where {column} is null
