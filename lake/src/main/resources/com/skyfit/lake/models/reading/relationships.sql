select {column} as value_without_parent
from {subject} as subject
where {column} is not null and not exists (select from {to} as parent where parent.{field} = subject.{column})
