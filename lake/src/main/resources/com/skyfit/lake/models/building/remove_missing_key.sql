delete from {table} present
where not exists (select from {aside} incoming where {same_key})
