-- Models: what was made of gold, and how, so that a build replaces what an earlier one has made and nothing else.

alter table ops.run_unit drop constraint run_unit_stage_check;
alter table ops.run_unit
    add constraint run_unit_stage_check check (stage in ('extract', 'load', 'transform', 'models', 'check'));

create table ops.model (
    model_name   text        primary key,
    relation     text        not null,
    materialized text        not null check (materialized in ('view', 'table', 'incremental', 'materialized_view')),
    fingerprint  text        not null,
    built_at     timestamptz not null default now()
);
comment on table ops.model is 'What each model was last built as.';
comment on column ops.model.relation is 'The table or view that it is, with its schema.';
comment on column ops.model.fingerprint is
    'Of what decides on its shape. One that differs makes it again; without it an incremental model adds to its rows, and a view stays as it is.';

create function ops.grantee(role oid) returns text language sql stable as $b$
    select case when role = 0 then 'public' else (select quote_ident(rolname) from pg_roles where oid = role) end
$b$;
comment on function ops.grantee(oid) is 'A role as a grant names it.';
