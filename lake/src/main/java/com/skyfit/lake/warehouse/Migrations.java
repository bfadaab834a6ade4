package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Migrates schema {@code ops} to this program's version, if needed: the check costs one query, a migration a second. */
final class Migrations {

    /** The highest number among the files of {@code db/migration}. */
    static final String NEWEST = "300";

    /** The server's reply to a role that may not read it. */
    private static final String NOT_ALLOWED = "42501";

    private final DataSource pool;

    Migrations(DataSource pool) {
        this.pool = pool;
    }

    /** Migrates, unless it is done. */
    void apply() throws SQLException {
        if (!isDone()) {
            migrate();
        }
    }

    /** The same for who only reads: a role that may not even look at the version is taken at its word. */
    void applyForReader() throws SQLException {
        boolean done;
        try {
            done = isDone();
        } catch (SQLException e) {
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw e;
            }
            done = true;
        }
        if (!done) {
            migrate();
        }
    }

    /**
     * Whether nothing is left to do.
     *
     * @throws WarehouseException if a newer program has migrated it: its changes are unknown to this one
     */
    private boolean isDone() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            boolean begun = Query.of(connection, "select to_regclass('ops.schema_history') is not null as begun")
                    .one(row -> row.flag("begun"));
            if (!begun) {
                return false;
            }
            boolean fromNewer = Query.of(connection, """
                            select exists (
                                select from ops.schema_history where version::numeric > :newest::numeric) as newer""").bind("newest", NEWEST).one(row -> row.flag("newer"));
            if (fromNewer) {
                throw new WarehouseException("A newer release of skyfit has migrated this database: use that"
                        + " release or a newer one (docs/install.md explains how to downgrade)");
            }
            return Query.of(connection, """
                            select coalesce(bool_and(success), false) as done from ops.schema_history
                            having max(version::numeric) = :newest::numeric""")
                    .bind("newest", NEWEST)
                    .first(row -> row.flag("done"))
                    .orElse(false);
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration")
                .schemas("ops")
                .defaultSchema("ops")
                .table("schema_history")
                .load()
                .migrate();
    }
}
