-- The custom fields of each account: their names and options over time, and the columns that show them.

create table ops.custom_field (
    table_name text    not null,
    scope      text    not null,
    field_code text    not null,
    field_name text    not null,
    field_type text    not null,
    is_removed boolean not null,
    primary key (table_name, scope, field_code)
);
comment on table ops.custom_field is 'One row for each custom field that an account has or had, as it was last seen.';
comment on column ops.custom_field.field_type is 'As the source calls it.';
comment on column ops.custom_field.is_removed is 'Whether the account has removed it since; its column and its values stay.';

create table ops.custom_field_option (
    table_name text    not null,
    scope      text    not null,
    field_code text    not null,
    option_id  text    not null,
    label      text    not null,
    is_removed boolean not null,
    primary key (table_name, scope, field_code, option_id)
);
comment on table ops.custom_field_option is 'One row for each option that a custom field has or had. Records keep the id of an option that was removed.';

create table ops.custom_field_name (
    table_name   text not null,
    scope        text not null,
    field_code   text not null,
    option_id    text not null,
    since_run_id text not null,
    name         text not null,
    primary key (table_name, scope, field_code, option_id, since_run_id)
);
comment on table ops.custom_field_name is 'The names that fields and options have had, each from the run on that first saw it.';
comment on column ops.custom_field_name.option_id is 'Empty for the name of the field itself.';

create table ops.custom_field_column (
    table_name  text not null,
    scope       text not null,
    position    int  not null,
    column_name text not null,
    field_code  text not null,
    kind        text not null,
    part        text not null,
    primary key (table_name, scope, position),
    unique (table_name, scope, column_name),
    unique (table_name, scope, field_code, kind, part)
);
comment on table ops.custom_field_column is
    'The columns of the views of custom fields. A column keeps its name and place for ever, whatever becomes of its field.';
comment on column ops.custom_field_column.kind is 'What the values were when the column was made; a field whose type changes gets new columns.';
comment on column ops.custom_field_column.part is 'Which part of the value it shows; empty for the value itself.';
