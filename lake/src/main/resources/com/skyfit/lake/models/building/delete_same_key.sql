delete from {table} present
using (select distinct {key} from {aside}) incoming
where {same_key}
