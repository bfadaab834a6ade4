package com.skyfit.lake.warehouse;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that a {@link Query} is at, its columns by name. Valid until the query moves on. */
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /**
     * A text, or any value as PostgreSQL writes it.
     *
     * @throws SQLException if it is null
     */
    public String text(String column) throws SQLException {
        return given(column, rows.getString(column));
    }

    /** A text; null if the column is null. */
    public @Nullable String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    /** The texts of an array; none if the column is null. */
    public List<String> texts(String column) throws SQLException {
        Array texts = rows.getArray(column);
        return texts == null ? List.of() : List.of((String[]) texts.getArray());
    }

    /** A whole number; 0 if the column is null. */
    public long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    /** A truth value; false if the column is null. */
    public boolean flag(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    /**
     * Bytes as stored.
     *
     * @throws SQLException if they are null
     */
    public byte[] bytes(String column) throws SQLException {
        return given(column, rows.getBytes(column));
    }

    /** A moment; null if the column is null. Not for infinite ones. */
    public @Nullable Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * A moment.
     *
     * @throws SQLException if it is null
     */
    public Instant instant(String column) throws SQLException {
        return given(column, instantOrNull(column));
    }

    private static <T> T given(String column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLException("Column " + column + " is null, expected a value");
        }
        return value;
    }
}
