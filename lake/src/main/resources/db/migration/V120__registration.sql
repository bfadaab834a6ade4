-- What the ledger remembers of looking for manifests, so that it need not look at all of them in every run.

create index manifest_run on ops.manifest (source, run_id collate "C");

create table ops.lake_listing (
    source    text        primary key,
    listed_at timestamptz not null,
    adoptions bigint      not null
);
comment on table ops.lake_listing is
    'When all manifests of each source were last looked at. In between, those of new runs are; an adoption, which adds to old ones, or a week makes it due again.';
comment on column ops.lake_listing.adoptions is 'How many adoptions there had been by then.';

create table ops.refused_manifest (
    manifest_path text        primary key,
    source        text        not null,
    scope         text        not null,
    entity        text        not null,
    reason        text        not null,
    refused_at    timestamptz not null default now()
);
comment on table ops.refused_manifest is
    'Manifests of bronze that the ledger could not take, and why. Each load tries them again and fails their entity and scope until it can.';
