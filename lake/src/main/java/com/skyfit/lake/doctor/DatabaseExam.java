package com.skyfit.lake.doctor;

import com.skyfit.lake.warehouse.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Whether the database can hold the warehouse. Reads in a transaction that may not write. */
final class DatabaseExam {

    private static final int OLDEST = 14;
    private static final int CONNECTIONS_NEEDED = 10;

    private static final String FACTS = """
            select current_setting('server_version_num')::int / 10000,
                   current_setting('server_version'),
                   current_setting('server_encoding'),
                   pg_is_in_recovery(),
                   clock_timestamp(),
                   exists (select 1 from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)),
                   least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
                         nullif((select rolconnlimit from pg_roles where rolname = current_user), -1)),
                   (select count(*) from pg_stat_activity where backend_type = 'client backend'),
                   pg_size_bytes(current_setting('max_wal_size')) >> 20,
                   has_database_privilege(current_database(), 'create')
            """;

    /** The schemas of the warehouse in which this role may not create. */
    private static final String NOT_CREATABLE = """
            select coalesce(string_agg(nspname, ', ' order by nspname), '')
            from pg_namespace
            where (nspname in ('ops', 'core') or nspname like 'stg\\_%')
              and not has_schema_privilege(oid, 'create')
            """;

    /** How many tables and views of the warehouse this role could not change: altering one is its owner's right alone. */
    private static final String NOT_OWNED = """
            select count(*)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where (n.nspname in ('ops', 'core') or n.nspname like 'stg\\_%')
              and c.relkind in ('r', 'v', 'p')
              and not pg_has_role(c.relowner, 'member')
            """;

    private final DatabaseAddress address;
    private final InstantSource clock;

    DatabaseExam(DatabaseAddress address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    List<Diagnosis> examine() {
        Properties login = new Properties();
        login.setProperty("user", address.user());
        login.setProperty("password", address.password());
        login.setProperty("sslmode", address.sslMode());
        login.setProperty("connectTimeout", "20");
        login.setProperty("ApplicationName", "skyfit doctor");
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), login)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return examine(connection);
        } catch (SQLException e) {
            return List.of(
                    Diagnosis.problem(
                            "database",
                            "",
                            "cannot use " + address + ": " + e.getMessage(),
                            "see whether PG_HOST, PG_PORT, PG_DATABASE, PG_USER, PG_PASSWORD and PG_SSLMODE are right, and whether the server lets this machine in"));
        }
    }

    private List<Diagnosis> examine(Connection connection) throws SQLException {
        List<Diagnosis> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet facts = statement.executeQuery(FACTS)) {
                facts.next();
                Instant now = clock.instant();
                found.add(version(facts.getInt(1), facts.getString(2)));
                found.add(encoding(facts.getString(3)));
                found.add(writable(facts.getBoolean(4)));
                found.add(Doctor.clock(
                        "database", Duration.between(facts.getTimestamp(5).toInstant(), now)));
                found.add(compression(facts.getBoolean(6)));
                found.add(connections(facts.getInt(7), facts.getInt(8)));
                found.add(writeAheadLog(facts.getLong(9)));
                found.add(rights(facts.getBoolean(10), text(connection, NOT_CREATABLE), text(connection, NOT_OWNED)));
            }
        }
        return found;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private Diagnosis version(int major, String full) {
        String text = "PostgreSQL " + full + " at " + address;
        return major < OLDEST
                ? Diagnosis.problem("database", "", text, "update the server: " + OLDEST + " or newer is needed")
                : Diagnosis.ok("database", "", text);
    }

    static Diagnosis encoding(String name) {
        return name.equals("UTF8")
                ? Diagnosis.ok("encoding", "database", name)
                : Diagnosis.problem(
                        "encoding",
                        "database",
                        name + ": not every text of the sources can be stored",
                        "create the database anew: create database ... encoding 'UTF8' template template0");
    }

    static Diagnosis writable(boolean standby) {
        return standby
                ? Diagnosis.problem(
                        "writable",
                        "database",
                        "the server is a standby and takes no writes",
                        "set PG_HOST to the primary")
                : Diagnosis.ok("writable", "database", "the server is no standby");
    }

    static Diagnosis compression(boolean lz4) {
        return lz4
                ? Diagnosis.ok("compression", "database", "lz4 is available")
                : Diagnosis.warning(
                        "compression",
                        "database",
                        "the server is built without lz4: loading takes longer",
                        "nothing is needed; packages of Debian, Red Hat and Windows have it");
    }

    static Diagnosis connections(int allowed, int used) {
        String text = used + " of " + allowed + " connections are in use";
        return allowed - used < CONNECTIONS_NEEDED
                ? Diagnosis.warning(
                        "connections",
                        "database",
                        text,
                        "a run takes up to " + CONNECTIONS_NEEDED
                                + ": raise max_connections or the role's limit, or close some")
                : Diagnosis.ok("connections", "database", text);
    }

    static Diagnosis writeAheadLog(long megabytes) {
        String text = "max_wal_size is " + megabytes + " MB";
        return megabytes < 1024
                ? Diagnosis.warning(
                        "wal",
                        "database",
                        text,
                        "raise it to 1GB or more: a first load would make checkpoints all the time")
                : Diagnosis.ok("wal", "database", text);
    }

    private Diagnosis rights(boolean mayCreateSchemas, String notCreatable, String notOwned) {
        List<String> missing = new ArrayList<>();
        if (!mayCreateSchemas) {
            missing.add("to create schemas in the database");
        }
        if (!notCreatable.isEmpty()) {
            missing.add("to create in " + notCreatable);
        }
        if (!notOwned.equals("0")) {
            missing.add("to change " + notOwned + " tables and views of ops, core and stg_* that others own");
        }
        return missing.isEmpty()
                ? Diagnosis.ok("rights", "database", address.user() + " may create and change what the warehouse needs")
                : Diagnosis.problem(
                        "rights",
                        "database",
                        address.user() + " lacks the right " + String.join(", and ", missing),
                        "grant create on database \"" + address.database() + "\" to \"" + address.user()
                                + "\", and let it own the schemas and tables of the warehouse");
    }
}
