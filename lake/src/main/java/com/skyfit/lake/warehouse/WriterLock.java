package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The right to write to the lake and its database, held by one run at a time. */
public final class WriterLock implements AutoCloseable {

    private final Connection connection;
    private final long key;

    WriterLock(Connection connection, long key) {
        this.connection = connection;
        this.key = key;
    }

    /** Gives the lock back. */
    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + key + ")");
        }
    }
}
