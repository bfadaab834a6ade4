-- A value has the form that docs/value-semantics.md gives it, whatever else this server's parsers take (ADR-068).

create function ops.is_blank(value text) returns boolean
    language sql immutable strict parallel safe
    return value !~ '[^\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]';
comment on function ops.is_blank(text) is 'Whether a text is empty or only white space, as Unicode has it.';

drop function ops.is_valid(text, text);

-- An observation without a clock has none, instead of the infinite one that some readers cannot take (ADR-068).
do $$
declare
    gold regclass;
begin
    for gold in
        select c.oid::regclass
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'core' and c.relkind in ('r', 'p') and a.attname = '_source_version' and not a.attisdropped
    loop
        execute format('alter table %s alter column _source_version drop not null', gold);
        execute format('update %s set _source_version = null where _source_version = ''-infinity''', gold);
        execute format(
            'comment on column %s._source_version is %L', gold,
            'The source''s own clock of the observation that this row shows; null where it gives none.');
    end loop;
end $$;
