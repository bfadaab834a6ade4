-- Double entry: what the transform says it put into gold, against which the tables are held without reading all of silver.

create table ops.gold_keys (
    source text   not null,
    entity text   not null,
    scope  text   not null,
    keys   bigint not null,
    primary key (source, entity, scope)
);
comment on table ops.gold_keys is 'How many business keys gold should hold of each entity and scope: counted by the transform as it inserts, and by every full recount.';

alter table ops.file add column reconciled_at timestamptz;
comment on column ops.file.reconciled_at is 'When every one of its silver rows was seen to have its business key in gold; null while that is to be done.';
