package com.skyfit.lake.support;

import java.util.Locale;

/** What a bundle asks the database. No query reads a payload, a quarantined line, or a record of gold. */
enum Facts {
    SERVER("""
            select version() as version, current_database() as database, current_user as role, pg_is_in_recovery() as in_recovery,
                pg_postmaster_start_time() as started_at, pg_database_size(current_database()) as bytes, now() as now"""),
    SERVER_SETTINGS("""
            select name, setting, unit, source from pg_settings
            where source not in ('default', 'override') and name !~ '(command|conninfo)$' and category not like 'File Locations%'
                and category not like 'Connections and Authentication%'
            order by name"""),
    MIGRATIONS("select version, description, installed_on, success from ops.schema_history order by installed_rank"),
    WRITER("select epoch, run_id, host, process_id, taken_at, heartbeat_at from ops.writer"),
    RUNS("select * from ops.run order by started_at desc limit 50"),
    UNITS("""
            select u.* from ops.run_unit u where u.status <> 'succeeded' or u.run_id in (select run_id from ops.run order by started_at desc limit 3)
            order by u.finished_at desc limit 1000"""),
    CHECKS("select * from ops.check_result order by checked_at desc limit 1000"),
    WAITS("select * from ops.wait"),
    MANIFESTS("""
            select source, scope, entity, count(*) as manifests, max(run_id) as newest, sum(records) as records
            from ops.manifest group by source, scope, entity order by source, scope, entity"""),
    PARTS("""
            select source, scope, entity, state, count(*) as parts, sum(lines) as lines, sum(loaded_lines) as loaded,
                sum(quarantined_lines) as quarantined, count(*) filter (where transformed_at is null) as not_transformed
            from ops.file group by source, scope, entity, state order by source, scope, entity, state"""),
    QUARANTINE("""
            select f.source, f.scope, f.entity, q.stage, q.table_name, q.column_name, count(*) as lines, min(f.run_id) as oldest, max(f.run_id) as newest
            from ops.quarantine q join ops.file f using (file_id)
            group by f.source, f.scope, f.entity, q.stage, q.table_name, q.column_name order by lines desc limit 500"""),
    MODELS("select model_name, relation, materialized, built_at from ops.model order by model_name"),
    TABLES("""
            select s.schemaname as schema, s.relname as name, s.n_live_tup as live, s.n_dead_tup as dead, pg_total_relation_size(s.relid) as bytes,
                s.last_vacuum, s.last_autovacuum, s.last_analyze, s.last_autoanalyze, s.seq_scan, s.idx_scan
            from pg_stat_user_tables s order by bytes desc limit 300"""),
    SESSIONS("""
            select pid, application_name, backend_start, xact_start, state_change, state, wait_event_type, wait_event, pg_blocking_pids(pid) as blocked_by
            from pg_stat_activity where datname = current_database() order by backend_start""");

    private final String query;

    Facts(String query) {
        this.query = query;
    }

    String query() {
        return query;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".jsonl";
    }
}
