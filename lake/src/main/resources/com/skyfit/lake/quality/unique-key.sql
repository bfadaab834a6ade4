-- Whether an index rules out duplicate keys: it is unique over nothing but the key's columns, or hashes of them.
select exists (
    select from pg_index i
    where i.indrelid = to_regclass(:table)
        and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null
        and (select array_agg(a.attname::text order by a.attname) from pg_attribute a
             where a.attrelid = i.indrelid
                and (a.attnum = any (i.indkey) or exists (
                    select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                        and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid and d.refobjsubid = a.attnum)))
            = (select array_agg(k order by k) from unnest(:key::text[]) k)
) as is_unique
