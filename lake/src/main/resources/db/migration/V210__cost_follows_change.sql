-- What checks and status ask of each subject is found without reading the history of all runs.

create index check_result_newest on ops.check_result (check_name, subject, status, run_id collate "C" desc);
create index check_result_run on ops.check_result (run_id collate "C");
create index run_unit_of_subject on ops.run_unit (source, entity, scope, stage, run_id collate "C" desc);
create index run_unit_run on ops.run_unit (run_id collate "C");
create index run_name on ops.run (run_id collate "C");
create index manifest_complete on ops.manifest (source, entity, scope, committed_at) where complete;
create index table_rows_run on ops.table_rows (run_id collate "C");
create index file_not_loaded on ops.file (source, entity, scope) where state <> 'loaded';
create index file_not_reconciled on ops.file (source, entity, scope) where reconciled_at is null;
