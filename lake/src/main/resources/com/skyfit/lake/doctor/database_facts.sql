-- Facts about a server and its settings that decide whether it can hold the warehouse.
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
    has_database_privilege(current_database(), 'create') as may_create_schemas,
    coalesce((select version from pg_stat_ssl where pid = pg_backend_pid() and ssl), '') as tls,
    (
        select concat_ws(', ',
            case when rolsuper then 'it is a superuser' end,
            case when rolcreaterole then 'it may make roles' end,
            case when rolreplication then 'it may replicate' end,
            case when rolbypassrls then 'it bypasses row security' end,
            case when not rolsuper and pg_has_role(oid, 'pg_execute_server_program', 'member')
                then 'it may run programs on the server' end,
            case when not rolsuper and pg_has_role(oid, 'pg_signal_backend', 'member')
                then 'it may end sessions of others' end)
        from pg_roles
        where rolname = current_user
    ) as powers,
    (
        select count(*)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'v', 'm', 'p')
            and c.relowner = (select oid from pg_roles where rolname = current_user)
            and n.nspname not in ('ops', :gold, 'information_schema')
            and n.nspname not like 'stg\_%' and n.nspname not like 'pg\_%'
    ) as foreign_owned
