select exists (
    select from pg_index i
    where i.indrelid = to_regclass(:table)
        and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null
        and (select array_agg(a.attname::text order by a.attname) from pg_attribute a
             where a.attrelid = i.indrelid and a.attnum = any (i.indkey))
            = (select array_agg(k order by k) from unnest(:key::text[]) k)
) as is_unique
