-- How much each layer held after a run, from which its growth is told.

create table ops.storage (
    run_id      text        not null,
    layer       text        not null check (layer in ('bronze', 'silver', 'gold', 'ops', 'logs')),
    bytes       bigint      not null,
    measured_at timestamptz not null,
    primary key (run_id, layer)
);
comment on table ops.storage is 'How much each layer held at the end of a run.';
comment on column ops.storage.bytes is
    'Of bronze what manifests say of the parts that the ledger knows; of silver, gold and ops heap, TOAST and indexes; of logs the files.';
