-- A complete listing may take several runs, and may be doubted.

alter table ops.manifest add column listing_began text;
update ops.manifest set listing_began = run_id where complete_listing;
comment on column ops.manifest.complete_listing is
    'Whether with this manifest the entity has been read whole since the run listing_began, so that absence means deleted.';
comment on column ops.manifest.listing_began is 'The run in which the complete listing began that this manifest ends.';

create table ops.absence (
    source        text        not null,
    scope         text        not null,
    entity        text        not null,
    run_id        text        not null,
    listing_began text        not null,
    live          bigint      not null,
    absent        bigint      not null,
    outcome       text        not null check (outcome in ('marked', 'refused')),
    confirmed     boolean     not null default false,
    reason        text,
    judged_at     timestamptz not null default now(),
    primary key (source, scope, entity, run_id)
);
comment on table ops.absence is
    'What each complete listing said about records it did not show: marked as deleted, or refused because the listing is in doubt.';
comment on column ops.absence.run_id is 'The run that ended the listing.';
comment on column ops.absence.live is 'Records of gold that no earlier listing missed.';
comment on column ops.absence.absent is 'Those of them that this listing is the first to miss, and that no later run has shown.';
comment on column ops.absence.confirmed is 'Whether an operator said that the deletions are real.';
