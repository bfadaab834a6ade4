-- Columns that show labels of options: by which options they were filled last.

create table ops.option_labels (
    table_name  text        not null,
    column_name text        not null,
    fingerprint text        not null,
    applied_at  timestamptz not null default now(),
    primary key (table_name, column_name)
);
comment on table ops.option_labels is 'One row for each column of core that shows labels of options (label_of in the catalog).';
comment on column ops.option_labels.fingerprint is 'Of the options and the statement that applied them; if it differs, the column is brought up to date.';
comment on column ops.option_labels.applied_at is 'When they were applied.';
