package com.skyfit.lake.doctor;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.Encryption;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Whether the database can hold the warehouse. Reads in a transaction that may not write. */
final class DatabaseExam {

    private static final int OLDEST = 14;
    private static final int CONNECTIONS_NEEDED = 10;

    private static final String FACTS = Query.stored(DatabaseExam.class, "database_facts");

    /** The schemas of the warehouse in which this role may not create. */
    private static final String NOT_CREATABLE = """
            select coalesce(string_agg(nspname, ', ' order by nspname), '') as schemas
            from pg_namespace
            where (nspname in ('ops', :gold) or nspname like 'stg\\_%')
                and not has_schema_privilege(oid, 'create')""";

    /** How many tables and views of the warehouse this role could not change: altering one is its owner's right alone. */
    private static final String NOT_OWNED = """
            select count(*) as relations
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where (n.nspname in ('ops', :gold) or n.nspname like 'stg\\_%')
                and c.relkind in ('r', 'v', 'p')
                and not pg_has_role(c.relowner, 'member')""";

    private final DatabaseAddress address;
    private final InstantSource clock;
    private final boolean embedded;

    DatabaseExam(DatabaseAddress address, InstantSource clock) {
        this(address, clock, false);
    }

    /**
     * Of a server.
     *
     * @param embedded whether it is this program's own, whose only role has to be what it is
     */
    DatabaseExam(DatabaseAddress address, InstantSource clock, boolean embedded) {
        this.address = address;
        this.clock = clock;
        this.embedded = embedded;
    }

    List<Diagnosis> examine() {
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.properties("skyfit doctor"))) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return examine(connection);
        } catch (SQLException e) {
            return List.of(
                    Diagnosis.problem(
                            "database",
                            "",
                            "cannot use " + address + ": " + FailureText.ofRoot(e),
                            "check PG_HOST, PG_PORT, PG_DATABASE, PG_USER, PG_PASSWORD and PG_SSLMODE, and whether the server accepts connections from this machine"));
        }
    }

    private List<Diagnosis> examine(Connection connection) throws SQLException {
        String notCreatable =
                Query.of(connection, NOT_CREATABLE).bind("gold", Catalog.SCHEMA).one(row -> row.text("schemas"));
        long notOwned =
                Query.of(connection, NOT_OWNED).bind("gold", Catalog.SCHEMA).one(row -> row.number("relations"));
        return Query.of(connection, FACTS)
                .bind("gold", Catalog.SCHEMA)
                .one(facts -> List.of(
                        version(facts.number("major_version"), facts.text("version")),
                        tls(facts.text("tls")),
                        encoding(facts.text("encoding")),
                        writable(facts.flag("standby")),
                        Doctor.clock("database", Duration.between(facts.instant("now"), clock.instant())),
                        compression(facts.flag("lz4")),
                        connections(facts.number("most_connections"), facts.number("connections")),
                        writeAheadLog(facts.number("wal_megabytes")),
                        rights(facts.flag("may_create_schemas"), notCreatable, notOwned),
                        power(facts.text("powers"), facts.number("foreign_owned"))));
    }

    private Diagnosis version(long major, String full) {
        String text = "PostgreSQL " + full + " at " + address;
        return major < OLDEST
                ? Diagnosis.problem("database", "", text, "update the server: " + OLDEST + " or newer is needed")
                : Diagnosis.ok("database", "", text);
    }

    /**
     * How this session is encrypted.
     *
     * @param protocol of the session; empty text if it is in the clear
     */
    Diagnosis tls(String protocol) {
        Encryption wanted = address.encryption();
        String mode = " (PG_SSLMODE=" + wanted.mode() + ")";
        boolean stays = Encryption.isThisMachine(address.host());
        if (protocol.isEmpty()) {
            String text = "the connection is not encrypted" + mode;
            return stays
                    ? Diagnosis.ok("tls", "database", text + ", and does not leave this machine")
                    : Diagnosis.warning(
                            "tls",
                            "database",
                            text
                                    + ": anyone on the network path can read and change the traffic, the password included",
                            "set PG_SSLMODE=verify-full, and ssl=on at the server");
        }
        if (wanted.checksName()) {
            return Diagnosis.ok(
                    "tls", "database", protocol + mode + ", the server's certificate and name were checked");
        }
        String text = protocol + mode + ", "
                + (wanted.checksCertificate()
                        ? "the server's certificate was checked, its name was not"
                        : "the server's certificate was not checked");
        return stays
                ? Diagnosis.ok("tls", "database", text)
                : Diagnosis.warning(
                        "tls",
                        "database",
                        text + ": another machine could impersonate the server",
                        "set PG_SSLMODE=verify-full, and PG_SSLROOTCERT where no public authority vouches for the server");
    }

    /** A program that reads from the internet every night should have no more rights than its work needs. */
    private Diagnosis power(String powers, long foreignOwned) {
        if (!powers.isEmpty() && !embedded) {
            return Diagnosis.warning(
                    "power",
                    "database",
                    address.user() + " may do more than a run needs: " + powers,
                    "use a separate role as PG_USER that has none of these powers, and owns what the warehouse needs");
        }
        return foreignOwned > 0
                ? Diagnosis.warning(
                        "power",
                        "database",
                        address.user() + " owns " + foreignOwned + " tables and views outside the warehouse",
                        "use a separate role as PG_USER, so that a mistake here cannot affect anything else")
                : Diagnosis.ok("power", "database", address.user() + " may do no more than a run needs");
    }

    static Diagnosis encoding(String name) {
        return name.equals("UTF8")
                ? Diagnosis.ok("encoding", "database", name)
                : Diagnosis.problem(
                        "encoding",
                        "database",
                        name + ": it cannot store every text of the sources",
                        "create the database again: create database ... encoding 'UTF8' template template0");
    }

    static Diagnosis writable(boolean standby) {
        return standby
                ? Diagnosis.problem(
                        "writable",
                        "database",
                        "the server is a standby and accepts no writes",
                        "set PG_HOST to the primary")
                : Diagnosis.ok("writable", "database", "the server is not a standby");
    }

    static Diagnosis compression(boolean lz4) {
        return lz4
                ? Diagnosis.ok("compression", "database", "lz4 is available")
                : Diagnosis.warning(
                        "compression",
                        "database",
                        "the server is built without lz4: loading takes longer",
                        "no action is needed; the packages for Debian, Red Hat and Windows have it");
    }

    static Diagnosis connections(long allowed, long used) {
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
                        "raise it to 1GB or more: a first load would cause constant checkpoints")
                : Diagnosis.ok("wal", "database", text);
    }

    private Diagnosis rights(boolean mayCreateSchemas, String notCreatable, long notOwned) {
        List<String> missing = new ArrayList<>();
        if (!mayCreateSchemas) {
            missing.add("to create schemas in the database");
        }
        if (!notCreatable.isEmpty()) {
            missing.add("to create in " + notCreatable);
        }
        if (notOwned > 0) {
            missing.add("to change " + notOwned + " tables and views of ops, core and stg_* that others own");
        }
        return missing.isEmpty()
                ? Diagnosis.ok("rights", "database", address.user() + " may create and change what the warehouse needs")
                : Diagnosis.problem(
                        "rights",
                        "database",
                        address.user() + " lacks the right " + String.join(", and ", missing),
                        "grant create on database \"" + address.database() + "\" to \"" + address.user()
                                + "\", and make it the owner of the schemas and tables of the warehouse");
    }
}
