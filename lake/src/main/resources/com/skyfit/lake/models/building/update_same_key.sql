-- A row that does not differ is not written. Compared as they are stored: equal values may be shown differently, as 1.0 and 1.00 are, and not every
-- type knows what is equal.
update {table} present
set {assignments}
from {aside} incoming
where {same_key} and row({present_values})::record *<> row({incoming_values})::record
