-- The ledger: what was committed to bronze, loaded into silver, brought to gold, and what was found on the way.
-- These tables are a public contract: people query them. See docs/ops-tables.md.

create table ops.run (
    run_id      text primary key,
    command     text        not null,
    version     text        not null,
    started_at  timestamptz not null,
    finished_at timestamptz,
    status      text        not null default 'running'
        check (status in ('running', 'succeeded', 'failed', 'checks_failed', 'parked', 'interrupted')),
    exit_code   int
);
comment on table ops.run is 'One row for each invocation that moved data.';

create table ops.run_unit (
    run_id      text        not null references ops.run,
    stage       text        not null check (stage in ('extract', 'load', 'transform', 'check')),
    source      text        not null,
    scope       text        not null,
    entity      text        not null,
    status      text        not null check (status in ('succeeded', 'failed', 'skipped', 'parked', 'unavailable')),
    rows_in     bigint      not null default 0,
    rows_out    bigint      not null default 0,
    quarantined bigint      not null default 0,
    bytes       bigint      not null default 0,
    requests    bigint      not null default 0,
    seconds     numeric(12, 3) not null default 0,
    message     text,
    finished_at timestamptz not null default now(),
    primary key (run_id, stage, source, scope, entity)
);
comment on table ops.run_unit is 'What one stage of a run did for one entity of one scope.';

create table ops.manifest (
    manifest_path    text primary key,
    source           text    not null,
    scope            text    not null,
    entity           text    not null,
    run_id           text    not null,
    sequence         int     not null,
    complete         boolean not null,
    complete_listing boolean not null,
    records          bigint  not null,
    committed_at     timestamptz not null,
    registered_at    timestamptz not null default now()
);
create index manifest_newest on ops.manifest (source, entity, scope, run_id desc, sequence desc);
comment on table ops.manifest is 'The manifests of bronze that the ledger knows.';
comment on column ops.manifest.complete_listing is 'Whether this extraction read the entity whole, so that absence means deleted.';

create table ops.file (
    file_id           int generated always as identity primary key,
    blob_path         text   not null unique,
    source            text   not null,
    scope             text   not null,
    entity            text   not null,
    run_id            text   not null,
    ingestion_date    date   not null,
    manifest_path     text   not null,
    bytes             bigint not null,
    lines             bigint not null,
    sha256            text   not null,
    state             text   not null default 'pending' check (state in ('pending', 'loaded', 'failed')),
    reason            text,
    loaded_lines      bigint not null default 0,
    quarantined_lines bigint not null default 0,
    loaded_at         timestamptz,
    transformed_at    timestamptz
);
create index file_pending on ops.file (source, entity) where transformed_at is null;
create index file_entity on ops.file (source, entity, scope, run_id);
comment on table ops.file is 'One row for each part of bronze that a manifest names: its state in silver and in gold.';
comment on column ops.file.transformed_at is 'When its rows were brought to gold; null while they wait.';

create table ops.quarantine (
    quarantine_id bigint generated always as identity primary key,
    stage         text        not null check (stage in ('load', 'transform')),
    file_id       int         not null references ops.file,
    line_no       int         not null,
    reason        text        not null,
    table_name    text,
    key           text,
    column_name   text,
    received      text,
    received_bytes bytea,
    created_at    timestamptz not null default now()
);
create index quarantine_place on ops.quarantine (file_id, line_no);
comment on table ops.quarantine is 'Lines that silver could not take and values that gold could not take, with what was received and why.';
comment on column ops.quarantine.received_bytes is 'The exact bytes of a line that silver could not take.';

create table ops.drift (
    source      text        not null,
    entity      text        not null,
    field       text        not null,
    first_seen  timestamptz not null default now(),
    first_run_id text       not null,
    json_type   text        not null,
    primary key (source, entity, field)
);
comment on table ops.drift is 'Payload fields that the catalog does not know. Their values are kept in the table''s column for unmapped fields.';

create table ops.mapping (
    source      text not null,
    entity      text not null,
    fingerprint text not null,
    applied_at  timestamptz not null default now(),
    primary key (source, entity)
);
comment on table ops.mapping is 'The catalog''s mapping that each entity''s gold tables were filled with; a changed one is applied to all of silver again.';

create table ops.gold_view (
    view_name   text primary key,
    fingerprint text not null,
    applied_at  timestamptz not null default now()
);
comment on table ops.gold_view is 'The text that each view in core was last made from; only changed ones are made again, so readers are not held up.';

create table ops.table_rows (
    run_id     text   not null references ops.run,
    table_name text   not null,
    scope      text   not null,
    rows       bigint not null,
    deleted    bigint not null,
    primary key (run_id, table_name, scope)
);
comment on table ops.table_rows is 'Rows of each gold table after a run, the baseline of the row-count check.';

create table ops.check_result (
    run_id     text        not null,
    check_name text        not null,
    subject    text        not null,
    status     text        not null check (status in ('passed', 'failed')),
    observed   text        not null,
    expected   text        not null,
    advice     text        not null,
    checked_at timestamptz not null default now(),
    primary key (run_id, check_name, subject)
);
comment on table ops.check_result is 'What the checks of each run found.';

-- PostgreSQL 16 and later can tell whether a text is a valid value of a type; earlier ones have to try.
do $$
begin
    if current_setting('server_version_num')::int >= 160000 then
        execute $f$
            create function ops.is_valid(value text, type text) returns boolean
                language sql stable strict parallel safe
                return pg_input_is_valid(value, type)
        $f$;
    else
        execute $f$
            create function ops.is_valid(value text, type text) returns boolean
                language plpgsql stable strict parallel safe as $b$
            begin
                execute format('select %L::%s', value, type);
                return true;
            exception when others then
                return false;
            end $b$
        $f$;
    end if;
end $$;
comment on function ops.is_valid(text, text) is 'Whether a text can be cast to a type.';

create function ops.utf8(bytes bytea) returns text
    language plpgsql immutable strict parallel safe as $b$
begin
    return convert_from(bytes, 'UTF8');
exception when others then
    return null;
end $b$;
comment on function ops.utf8(bytea) is 'Bytes as text, or null where they are no UTF-8.';
