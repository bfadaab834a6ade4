-- From when on the history of a table reads otherwise than before, so that what is made of it is made again from there.

create table ops.history_change (
    table_name    text        not null,
    changed_at    timestamptz not null default now(),
    affected_from timestamptz not null,
    primary key (table_name, changed_at)
);
comment on table ops.history_change is 'One row for each transform that changed the history of a table.';
comment on column ops.history_change.table_name is 'The table, without its schema and without _history.';
comment on column ops.history_change.affected_from is 'The earliest time at which the history shows something else than before.';
