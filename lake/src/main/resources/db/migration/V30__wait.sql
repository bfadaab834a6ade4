create table ops.wait (
    source   text        not null,
    scope    text        not null,
    entity   text        not null,
    run_id   text        not null references ops.run,
    until_at timestamptz not null,
    reason   text        not null,
    primary key (source, scope, entity)
);
comment on table ops.wait is 'What the run at work waits for, entity by entity; those whose time has come are at work again. Empty between runs.';
