-- What gold must remember so that it depends on what was read, not on the order in which it came.

alter table ops.manifest add column absence_applied_at timestamptz;
comment on column ops.manifest.absence_applied_at is
    'When gold was last compared with this complete listing; null while that is to be done, or where the manifest is none.';

comment on column ops.drift.first_run_id is 'The first run that read the field with a value; the first at all while none had one.';
