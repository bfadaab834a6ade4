-- Which lake fills this database: another one beside it would be counted together with it.

create table ops.lake (
    lake_id  text        not null,
    location text        not null,
    bound_at timestamptz not null default now(),
    single   boolean     primary key default true check (single)
);
comment on table ops.lake is 'The lake that fills this database, one row. Runs on another lake are refused.';
comment on column ops.lake.lake_id is 'The lake''s own name, which it keeps where it is copied or moved: the object _meta/lake.json holds it.';
comment on column ops.lake.location is 'Where it was when a run last used it.';
