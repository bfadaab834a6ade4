-- A check may warn, and what it found may be accepted by an operator with a reason: until it finds something else.

alter table ops.check_result drop constraint check_result_status_check;
alter table ops.check_result
    add constraint check_result_status_check check (status in ('passed', 'warned', 'failed', 'accepted')),
    add column incident text,
    add column accepted_at timestamptz,
    add column accepted_reason text;
comment on column ops.check_result.status is
    'passed; warned: worth a look, the run stays green; failed: exit code 3; accepted: failed, and an operator said why that is well.';
comment on column ops.check_result.incident is
    'What the check found, in words that stay the same while nothing else happens; null where it passed.';
comment on column ops.check_result.accepted_reason is 'Why, in words of the operator who accepted it.';

create index check_result_accepted on ops.check_result (check_name, subject, run_id desc) where status = 'accepted';
create index check_result_rows on ops.check_result (check_name, subject, run_id desc) where check_name = 'row-counts';
create index table_rows_newest on ops.table_rows (table_name, scope, run_id desc);
create index run_unit_newest on ops.run_unit (source, entity, stage, run_id desc);
create index file_quarantined on ops.file (source, entity, scope, run_id) where quarantined_lines > 0;
create index quarantine_values on ops.quarantine (table_name, column_name) where stage = 'transform';
