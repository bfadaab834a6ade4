package com.skyfit.lake.readers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.gold.schema.ScopePolicy;
import com.skyfit.lake.readers.ReadableTables.PersonalColumn;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.RolePassword;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles that may read {@code core} and {@code bi} and nothing else. What they see follows from catalog and models, so each change of these
 * needs an {@link #apply}, which every run does at its end. Each method is one transaction, and gives up after a few seconds if somebody else
 * uses a table that it has to change.
 */
public final class Readers {

    private static final String LOCK_LIMIT = "set local lock_timeout = '5s'";

    private static final String REMEMBER = """
            insert into ops.reader (role, scopes, personal) values (:role, :scopes, :personal)
            on conflict (role) do update set scopes = excluded.scopes, personal = excluded.personal, granted_at = now()""";

    /** What the database answers where a role lacks a right. */
    private static final String NOT_PERMITTED = "42501";

    private final Warehouse warehouse;

    /** The readers of that warehouse. */
    public Readers(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * A reader and what it sees.
     *
     * @param grantedAt when its rights were last decided on
     * @param relations tables and views of which it sees at least one column
     * @param narrowed those of them of which it does not see all columns
     */
    public record Seen(
            @JsonUnwrapped Reader reader,
            @JsonProperty("granted_at") Instant grantedAt,
            @JsonProperty("relations") long relations,
            @JsonProperty("narrowed") long narrowed) {}

    /** A role that cannot be made a reader, and why. */
    public static final class RefusedReaderException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedReaderException(String message) {
            super(message);
        }
    }

    /**
     * Makes a role a reader, or changes what a reader sees.
     *
     * @param password of a new role, or a new one of an existing reader; empty to leave it
     * @param timeout after which the database ends a statement of the role
     * @throws RefusedReaderException if another role has the name, or a scope is unknown; nothing was changed
     */
    public void grant(Reader reader, Optional<RolePassword> password, Duration timeout, ReadableTables readable)
            throws SQLException, RefusedReaderException {
        try (Connection connection = begin()) {
            try {
                refuseUnknownScopes(connection, reader.scopes());
                boolean known = isReader(connection, reader.role());
                if (!known && exists(connection, reader.role())) {
                    throw new RefusedReaderException("The role '" + reader.role()
                            + "' exists and 'skyfit db grant-reader' did not make it: choose another name");
                }
                String role = Sql.name(reader.role());
                if (!known) {
                    createRole(connection, role);
                }
                if (password.isPresent()) {
                    password.get().set(connection, reader.role());
                }
                Query.execute(connection, "alter role " + role + " set statement_timeout = " + timeout.toMillis());
                Query.execute(connection, "alter role " + role + " set default_transaction_read_only = on");
                Query.execute(
                        connection, "alter role " + role + " set search_path = " + Sql.names(ReadableTables.SCHEMAS));
                Query.of(connection, REMEMBER)
                        .bind("role", reader.role())
                        .bind("scopes", reader.isLimited() ? reader.scopes() : null)
                        .bind("personal", reader.personal())
                        .update();
                apply(connection, readable);
                connection.commit();
            } catch (SQLException | RefusedReaderException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * Removes a reader, its role included; who is connected as it sees nothing any more.
     *
     * @return false if it is none
     */
    public boolean revoke(String role, ReadableTables readable) throws SQLException {
        try (Connection connection = begin()) {
            try {
                if (!isReader(connection, role)) {
                    return false;
                }
                for (String schema : existing(connection, ReadableTables.SCHEMAS)) {
                    Query.execute(
                            connection,
                            "revoke all on all tables in schema " + Sql.name(schema) + " from " + Sql.name(role));
                    Query.execute(connection, "revoke all on schema " + Sql.name(schema) + " from " + Sql.name(role));
                }
                Query.execute(connection, "drop role " + Sql.name(role));
                Query.of(connection, "delete from ops.reader where role = :role")
                        .bind("role", role)
                        .update();
                apply(connection, readable);
                connection.commit();
                return true;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** All readers, by their names. */
    public List<Seen> list() throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Query.of(connection, Query.stored(Readers.class, "seen"))
                    .bind("schemas", ReadableTables.SCHEMAS)
                    .list(row -> new Seen(
                            new Reader(row.text("role"), row.texts("scopes"), row.flag("personal")),
                            row.instant("granted_at"),
                            row.number("relations"),
                            row.number("narrowed")));
        }
    }

    /** Brings the rights of all readers up to what catalog and models describe now. */
    public void apply(ReadableTables readable) throws SQLException {
        try (Connection connection = begin()) {
            try {
                Query.execute(connection, "select ops.refuse_earlier_writers()");
                apply(connection, readable);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = warehouse.connect();
        connection.setAutoCommit(false);
        Query.execute(connection, LOCK_LIMIT);
        return connection;
    }

    private static void apply(Connection connection, ReadableTables readable) throws SQLException {
        List<Reader> readers = Query.of(
                        connection,
                        "select role, coalesce(scopes, '{}') as scopes, personal from ops.reader order by role")
                .list(row -> new Reader(row.text("role"), row.texts("scopes"), row.flag("personal")));
        limitScopes(connection, readable, readers.stream().anyMatch(Reader::isLimited));
        for (Reader reader : readers) {
            for (String schema : existing(connection, ReadableTables.SCHEMAS)) {
                Query.execute(
                        connection, "grant usage on schema " + Sql.name(schema) + " to " + Sql.name(reader.role()));
            }
            for (String statement : rights(connection, reader, readable)) {
                Query.execute(connection, statement);
            }
        }
    }

    /** Policies are there while somebody is limited: they cost every other reader a little. */
    private static void limitScopes(Connection connection, ReadableTables readable, boolean limited)
            throws SQLException {
        List<String> differing = Query.of(connection, """
                        select c.oid::regclass::text as relation
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname || '.' || c.relname = any (:relations::text[]) and c.relkind in ('r', 'p')
                            and :limited <> exists (select from pg_policy p where p.polrelid = c.oid and p.polname = :policy)
                        order by relation""")
                .bind("relations", List.copyOf(readable.relations()))
                .bind("limited", limited)
                .bind("policy", ScopePolicy.NAME)
                .list(row -> row.text("relation"));
        for (String table : differing) {
            if (limited) {
                ScopePolicy.put(connection, table);
            } else {
                ScopePolicy.remove(connection, table);
            }
        }
    }

    private static List<String> rights(Connection connection, Reader reader, ReadableTables readable)
            throws SQLException {
        return Query.of(connection, Query.stored(Readers.class, "rights"))
                .bind("role", reader.role())
                .bind("personal", reader.personal())
                .bind("limited", reader.isLimited())
                .bind("policy", ScopePolicy.NAME)
                .bind("schemas", ReadableTables.SCHEMAS)
                .bind("relations", List.copyOf(readable.relations()))
                .bind("shared", List.copyOf(readable.shared()))
                .bind(
                        "personal_relations",
                        readable.personal().stream()
                                .map(PersonalColumn::relation)
                                .toList())
                .bind(
                        "personal_columns",
                        readable.personal().stream().map(PersonalColumn::name).toList())
                .list(row -> row.text("statement"));
    }

    private static List<String> existing(Connection connection, Collection<String> schemas) throws SQLException {
        return Query.of(
                        connection,
                        "select nspname::text as name from pg_namespace where nspname = any (:schemas::text[])")
                .bind("schemas", List.copyOf(schemas))
                .list(row -> row.text("name"));
    }

    private static void refuseUnknownScopes(Connection connection, List<String> scopes)
            throws SQLException, RefusedReaderException {
        Set<String> known = new TreeSet<>(
                Query.of(connection, "select scope from ops.scope").list(row -> row.text("scope")));
        List<String> unknown = new ArrayList<>(scopes);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new RefusedReaderException("Unknown scope '" + unknown.get(0) + "': "
                    + (known.isEmpty() ? "no run has brought any yet" : "expected one of " + String.join(", ", known)));
        }
    }

    private static void createRole(Connection connection, String role) throws SQLException, RefusedReaderException {
        try {
            Query.execute(connection, "create role " + role + " login");
        } catch (SQLException e) {
            if (NOT_PERMITTED.equals(e.getSQLState())) {
                throw new RefusedReaderException(
                        "The user of PG_USER may not create roles: grant it CREATEROLE, or have its administrator run this command");
            }
            throw e;
        }
    }

    private static boolean isReader(Connection connection, String role) throws SQLException {
        return Query.of(connection, "select exists (select from ops.reader where role = :role) as known")
                .bind("role", role)
                .one(row -> row.flag("known"));
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        return Query.of(connection, "select exists (select from pg_roles where rolname = :role) as known")
                .bind("role", role)
                .one(row -> row.flag("known"));
    }
}
