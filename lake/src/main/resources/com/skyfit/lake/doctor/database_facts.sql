-- What of a server and its settings decides whether it can hold the warehouse.
select
    current_setting('server_version_num')::int / 10000 as major_version,
    current_setting('server_version') as version,
    current_setting('server_encoding') as encoding,
    pg_is_in_recovery() as standby,
    clock_timestamp() as now,
    exists (select 1 from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)) as lz4,
    least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
        nullif((select rolconnlimit from pg_roles where rolname = current_user), -1)
    ) as most_connections,
    (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections,
    pg_size_bytes(current_setting('max_wal_size')) >> 20 as wal_megabytes,
    has_database_privilege(current_database(), 'create') as may_create_schemas
