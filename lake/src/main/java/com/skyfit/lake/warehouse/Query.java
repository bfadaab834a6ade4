package com.skyfit.lake.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement with named parameters such as {@code :scope}, run once. Every value is bound. An error of the server names the statement and
 * keeps its SQLSTATE. Belongs to one thread, as its connection does.
 */
public final class Query {

    /**
     * What may hold a colon without being a parameter comes first: texts, names, comments, casts. Possessive, because the engine would keep
     * a place to go back to for each character, and long texts would exhaust the stack.
     */
    private static final Pattern PARAMETER =
            Pattern.compile("'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\"|--[^\\n]*|::|:([a-z][a-z0-9_]*)");

    /** How much of a statement is shown around its failure. */
    private static final int SHOWN = 400;

    private final Connection connection;
    private final String sql;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private Query(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** A statement to run on that connection. */
    public static Query of(Connection connection, String sql) {
        return new Query(connection, sql);
    }

    /**
     * The text of a statement that is stored beside a class, as {@code name.sql}.
     *
     * @throws IllegalStateException if the program lacks it
     */
    public static String stored(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: it lacks " + name + ".sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + ".sql", e);
        }
    }

    /**
     * Binds a parameter, wherever it occurs.
     *
     * @param value a text, a number, a boolean, bytes, an {@link Instant}, a day, an array of whole numbers, a collection of texts (bound as
     *     {@code text[]}) or null
     */
    public Query bind(String parameter, @Nullable Object value) {
        values.put(parameter, value);
        return this;
    }

    /** Binds parameters by name. */
    public Query bind(Map<String, ?> parameters) {
        values.putAll(parameters);
        return this;
    }

    /** What becomes of a row. */
    public interface Mapping<T> {
        /** Reads what it needs of the row; called once for each. */
        T of(Row row) throws SQLException;
    }

    /** The handling of a row. */
    public interface Visitor {
        /** Handles the row; called once for each, in order. */
        void see(Row row) throws SQLException;
    }

    /** All rows, in the order of the statement. */
    public <T> List<T> list(Mapping<T> mapping) throws SQLException {
        List<T> found = new ArrayList<>();
        each(row -> found.add(mapping.of(row)));
        return found;
    }

    /** The first row; empty if there is none. */
    public <T> Optional<T> first(Mapping<T> mapping) throws SQLException {
        return list(mapping).stream().findFirst();
    }

    /**
     * What the only row has in a column that may be null.
     *
     * @throws SQLException if there is no row, or more than one
     */
    public <T> @Nullable T only(NullableMapping<T> mapping) throws SQLException {
        List<@Nullable T> found = new ArrayList<>();
        each(row -> found.add(mapping.of(row)));
        return single(found);
    }

    /** What becomes of a row, null included. */
    public interface NullableMapping<T> {
        /** Reads what it needs of the row; called once for each. */
        @Nullable T of(Row row) throws SQLException;
    }

    /**
     * The only row.
     *
     * @throws SQLException if there is none, or more than one
     */
    public <T> T one(Mapping<T> mapping) throws SQLException {
        return single(list(mapping));
    }

    private <T extends @Nullable Object> T single(List<T> found) throws SQLException {
        if (found.size() != 1) {
            throw new SQLException("Expected one row, found " + found.size() + shown());
        }
        return found.get(0);
    }

    /** Shows the rows one after another to a visitor. */
    public void each(Visitor visitor) throws SQLException {
        try (PreparedStatement statement = bound();
                ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
                visitor.see(row);
            }
        } catch (SQLException e) {
            throw named(e);
        }
    }

    /** Shows all rows, as the driver has them, to somebody who need not know their columns. */
    void show(QuerySession.Visitor visitor) throws SQLException {
        try (PreparedStatement statement = bound();
                ResultSet rows = statement.executeQuery()) {
            visitor.begin(rows.getMetaData());
            while (rows.next()) {
                visitor.row(rows);
            }
        } catch (SQLException e) {
            throw named(e);
        }
    }

    /**
     * Runs a statement that yields no rows.
     *
     * @return how many rows it wrote; 0 for what writes none
     */
    public long update() throws SQLException {
        try (PreparedStatement statement = bound()) {
            statement.execute();
            return Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException e) {
            throw named(e);
        }
    }

    /**
     * Runs the statement once for each of the parameters, prepared once and sent together.
     *
     * @param rows the parameters of each run, the same names in all; those that were bound before apply to all of them
     * @throws IllegalArgumentException if the names differ
     */
    public void updateEach(List<? extends Map<String, ?>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Set<String> names = Set.copyOf(rows.get(0).keySet());
        bind(rows.get(0));
        List<String> order = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(positional(order))) {
            for (Map<String, ?> row : rows) {
                if (!row.keySet().equals(names)) {
                    throw new IllegalArgumentException("Parameters " + row.keySet() + " after " + names + shown());
                }
                bind(row);
                fill(statement, order);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw named(e);
        }
    }

    /**
     * How many rows a query of somebody else has, in whose text nothing is a parameter.
     *
     * @param most rows that are counted; there may be more
     */
    public static long rows(Connection connection, String sql, long most) throws SQLException {
        String counting = "select count(*) from (select from (\n" + sql + "\n) asked limit " + most + ") counted";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(counting)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new Query(connection, sql).named(e);
        }
    }

    /** Runs a text as it is, in which nothing is a parameter: statements of somebody else, such as the models of a user. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Query(connection, sql).named(e);
        }
    }

    private PreparedStatement bound() throws SQLException {
        List<String> order = new ArrayList<>();
        PreparedStatement statement = connection.prepareStatement(positional(order));
        try {
            fill(statement, order);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
        return statement;
    }

    /** The statement as the driver takes it; {@code order} learns which parameter each of its places is. */
    private String positional(List<String> order) {
        StringBuilder positional = new StringBuilder();
        Matcher found = PARAMETER.matcher(sql);
        while (found.find()) {
            String name = found.group(1);
            if (name == null) {
                // A question mark within a text is not a parameter, also for the driver.
                found.appendReplacement(positional, Matcher.quoteReplacement(found.group()));
            } else {
                order.add(name);
                found.appendReplacement(positional, "?");
            }
        }
        found.appendTail(positional);
        Set<String> odd = new TreeSet<>(values.keySet());
        odd.removeAll(order);
        Set<String> missing = new TreeSet<>(order);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty() || !odd.isEmpty()) {
            throw new IllegalStateException(
                    "Parameters without a value: " + missing + ", without a place: " + odd + shown());
        }
        return positional.toString();
    }

    private void fill(PreparedStatement statement, List<String> order) throws SQLException {
        for (int i = 0; i < order.size(); i++) {
            statement.setObject(i + 1, forServer(values.get(order.get(i))));
        }
    }

    private @Nullable Object forServer(@Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Collection<?> texts) {
            return connection.createArrayOf("text", texts.toArray());
        }
        return value;
    }

    private SQLException named(SQLException e) {
        return new SQLException(e.getMessage() + shown(), e.getSQLState(), e.getErrorCode(), e);
    }

    private String shown() {
        String line = sql.strip().replaceAll("\\s+", " ");
        return " (in: " + (line.length() > SHOWN ? line.substring(0, SHOWN) + " ..." : line) + ")";
    }
}
