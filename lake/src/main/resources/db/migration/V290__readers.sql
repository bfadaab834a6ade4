-- People and programs that may read, and the accounts whose rows they see.

create table ops.reader (
    role       text        primary key,
    scopes     text[]      check (cardinality(scopes) > 0),
    personal   boolean     not null,
    granted_at timestamptz not null default now()
);
comment on table ops.reader is 'One row for each role that "skyfit db grant-reader" has made.';
comment on column ops.reader.scopes is 'The scopes whose rows it sees; null for all.';
comment on column ops.reader.personal is 'Whether it sees columns with personal data.';

-- Null if the role is limited to no scopes: it is no member of a reader, or of one that sees all.
create function ops.reader_scopes(who name) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when bool_or(r.scopes is null) then null else array_agg(s.scope) end
    from ops.reader r left join lateral unnest(r.scopes) as s (scope) on true
    where pg_has_role(who, r.role::name, 'member')
$$;
comment on function ops.reader_scopes is 'The scopes whose rows a role sees; null for all.';

-- The same as numbers, for tables that have no scope but its number; 0 are the members without a scope.
create function ops.reader_scope_keys(who name) returns int[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when ops.reader_scopes(who) is null then null else array(
        select 0 union all select s.number from ops.scope s where s.scope = any (ops.reader_scopes(who))) end
$$;
comment on function ops.reader_scope_keys is 'The scope_key values whose rows a role sees; null for all.';
