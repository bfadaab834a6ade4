-- A row that does not differ is not written.
update {table} present
set {assignments}
from {aside} incoming
where {same_key} and row({present_values})::text is distinct from row({incoming_values})::text
