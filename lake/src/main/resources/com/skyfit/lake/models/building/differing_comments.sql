-- What has to be said of a relation and its columns that is not said yet. A column that there is not fails when it is described.
select format('comment on %s %s is %L', :kind, :relation, :text) as statement
where obj_description(to_regclass(:relation), 'pg_class') is distinct from :text and :text <> ''
union all
select format('comment on column %s.%I is %L', :relation, said.name, said.text)
from unnest(:names::text[], :texts::text[]) said (name, text)
    left join pg_attribute a
        on a.attrelid = to_regclass(:relation) and a.attname = said.name and a.attnum > 0 and not a.attisdropped
where col_description(to_regclass(:relation), a.attnum) is distinct from said.text
