-- The number of each scope, which the one-column keys of models are made of: they must not change when gold is made again.

create table ops.scope (
    scope  text primary key,
    number int  not null unique check (number between 1 and 63)
);
comment on table ops.scope is 'One row for each scope that was ever configured.';
comment on column ops.scope.number is 'Never changes. A key is id * 64 + number, so that it is unique among all accounts of a source.';
