package com.skyfit.lake.warehouse;

import com.skyfit.lake.messages.NearestName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A session for queries that others wrote, which may read and nothing else. Several walls stand behind one another: the role may only read,
 * the transaction is read-only, its query is a bound value that becomes a cursor (so it is one statement, and one that yields rows), and
 * anything it did is rolled back. Nothing is migrated for it. Belongs to one thread.
 */
public final class QuerySession implements AutoCloseable {

    private static final int ROWS_AT_A_TIME = 1_000;

    /** A refcursor refuses several statements and what yields no rows (42P11); the driver never sees the query's text, so it cannot split it. */
    private static final String OPEN_ROWS = """
            do $$
            declare
                rows refcursor := 'skyfit_rows';
            begin
                open rows for execute current_setting('skyfit.query');
            end
            $$""";

    private static final String FETCH_ROWS = "fetch " + ROWS_AT_A_TIME + " from skyfit_rows";

    /** The server's reply to anything that would write; the address was not a standby before. */
    private static final String READ_ONLY = "25006";

    private static final String NO_SUCH_TABLE = "42P01";

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private static final String ALLOWED = "Allowed is one statement that returns rows and changes nothing:"
            + " SELECT, VALUES, TABLE, WITH ... SELECT, SHOW or EXPLAIN";

    private final Connection connection;
    private final @Nullable EmbeddedServer server;
    private final String user;

    private QuerySession(Connection connection, @Nullable EmbeddedServer server, String user) {
        this.connection = connection;
        this.server = server;
        this.user = user;
    }

    /** Is shown the rows of a query. */
    public interface Visitor {
        /** Before the first row, also where there will be none. */
        void begin(ResultSetMetaData columns) throws SQLException;

        /** The row that the result set stands on. */
        void row(ResultSet row) throws SQLException;
    }

    /**
     * Opens a session.
     *
     * @param reader the role that reads on a server of one's own; null for the embedded one in that home, which has a role for it
     * @throws WarehouseException if the server cannot be reached or refuses, or if the role may do anything
     */
    public static QuerySession open(@Nullable DatabaseAddress reader, Path home) {
        if (reader != null) {
            return new QuerySession(connect(reader), null, reader.user());
        }
        EmbeddedServer server = EmbeddedServer.openExisting(Database.serverHome(home));
        try {
            DatabaseAddress own = server.readerAddress();
            return new QuerySession(connect(own), server, own.user());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Connection connect(DatabaseAddress address) {
        Connection connection;
        try {
            connection = DriverManager.getConnection(address.jdbcUrl(), address.properties("skyfit query"));
        } catch (SQLException e) {
            throw WarehouseException.unreachable(address, e);
        }
        try {
            refuseSuperuser(connection, address);
            Query.execute(connection, "set time zone 'UTC'");
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection, e);
            throw e instanceof WarehouseException refused ? refused : WarehouseException.unreachable(address, e);
        }
    }

    /** Whoever may become a superuser can do so from within a query, by {@code set_config('role', ...)}. */
    private static void refuseSuperuser(Connection connection, DatabaseAddress address) throws SQLException {
        boolean mighty = Query.of(connection, """
                        select exists (select from pg_roles where rolsuper and pg_has_role(session_user, oid, 'member')) as mighty""").one(row -> row.flag("mighty"));
        if (mighty) {
            throw new WarehouseException("Queries are not run as " + address.user()
                    + ": it is a superuser, or may become one, so a query could write and run programs."
                    + " Set PG_READER_USER and PG_READER_PASSWORD to a role that may only read, such as:"
                    + " create role skyfit_reader login password '...'; grant pg_read_all_data to skyfit_reader");
        }
    }

    private static void closeQuietly(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Runs a query.
     *
     * @param limit what the start of the query, and each further thousand of its rows, may take
     * @throws QueryException if it is refused, has a mistake, takes too long or fails
     * @throws SQLException if the session is of no use any more
     */
    public void run(String query, Duration limit, Visitor visitor) throws QueryException, SQLException {
        if (query.isBlank()) {
            throw new QueryException("The query is empty. " + ALLOWED, true, new IllegalArgumentException("blank"));
        }
        try (Statement statement = connection.createStatement()) {
            set("skyfit.query", query);
            // A cursor is planned for its first tenth otherwise; all rows are wanted here.
            set("cursor_tuple_fraction", "1");
            set("statement_timeout", limit.toMillis() + "ms");
            statement.execute(OPEN_ROWS);
            boolean begun = false;
            int fetched;
            do {
                // Again, because the query itself can set it.
                set("statement_timeout", limit.toMillis() + "ms");
                fetched = 0;
                try (ResultSet rows = statement.executeQuery(FETCH_ROWS)) {
                    if (!begun) {
                        visitor.begin(rows.getMetaData());
                        begun = true;
                    }
                    while (rows.next()) {
                        visitor.row(rows);
                        fetched++;
                    }
                }
            } while (fetched == ROWS_AT_A_TIME);
        } catch (SQLException e) {
            throw failure(e, query, limit);
        } finally {
            rollback();
        }
    }

    /**
     * Runs a query of this program, in which values of somebody else are parameters such as {@code :scope}.
     *
     * @param values of all parameters
     * @param limit what all of it may take
     * @throws QueryException if it takes too long or fails
     * @throws SQLException if the session is of no use any more
     */
    public void answer(String query, Map<String, ?> values, Duration limit, Visitor visitor)
            throws QueryException, SQLException {
        try {
            set("statement_timeout", limit.toMillis() + "ms");
            Query.of(connection, query).bind(values).show(visitor);
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                throw new QueryException(
                        e.getMessage() + "; models are built by a run, or by 'skyfit models build'", false, e);
            }
            throw failure(e, query, limit);
        } finally {
            rollback();
        }
    }

    /** The texts of the only column of a query of this program. */
    public List<String> texts(String query, Duration limit) throws QueryException, SQLException {
        List<String> texts = new ArrayList<>();
        answer(query, Map.of(), limit, new Visitor() {
            @Override
            public void begin(ResultSetMetaData columns) {}

            @Override
            public void row(ResultSet row) throws SQLException {
                texts.add(row.getString(1));
            }
        });
        return texts;
    }

    /** What a failed query ends with; a lost session is not put into words here. */
    private QueryException failure(SQLException e, String query, Duration limit) throws SQLException {
        if (Warehouse.isGone(e) && !READ_ONLY.equals(e.getSQLState())) {
            throw e;
        }
        rollback();
        return inPlainWords(e, query, limit);
    }

    private void set(String name, String value) throws SQLException {
        Query.of(connection, "select set_config(:name, :value, true)")
                .bind("name", name)
                .bind("value", value)
                .each(row -> {});
    }

    /** A lost session has nothing to roll back. */
    private void rollback() throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
        }
    }

    private QueryException inPlainWords(SQLException e, String query, Duration limit) throws SQLException {
        String said = said(e);
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "42P11", READ_ONLY, "2D000", "0A000" ->
                new QueryException("This query is not run. " + ALLOWED + " (the server: " + said + ")", true, e);
            case "42501" ->
                new QueryException(said + "; " + user + " may not do that; grant it the right to read", false, e);
            case "57014" ->
                new QueryException(
                        "The query took longer than " + limit.toSeconds() + " s and was cancelled; see --timeout",
                        false,
                        e);
            case NO_SUCH_TABLE -> new QueryException(said + nearest(said) + place(e, query), true, e);
            default -> new QueryException(said + place(e, query), state.startsWith("42"), e);
        };
    }

    /** A question for the table that was meant; empty text where none has a similar name. */
    private String nearest(String said) throws SQLException {
        Matcher named = QUOTED.matcher(said);
        if (!named.find()) {
            return "";
        }
        String written = named.group(1);
        List<String> tables = Query.of(connection, Query.stored(QuerySession.class, "table-names"))
                .bind("qualified", written.contains("."))
                .list(row -> row.text("name"));
        return NearestName.closest(tables, written, Math.max(2, written.length() / 3))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private static String said(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        if (message == null || message.getMessage() == null) {
            return String.valueOf(e.getMessage());
        }
        return message.getMessage() + (message.getHint() == null ? "" : " (" + message.getHint() + ")");
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        return e instanceof PSQLException known ? known.getServerErrorMessage() : null;
    }

    /** The line of the query in which the server found the mistake, and a mark below its place; empty text if it names none. */
    private static String place(SQLException e, String query) {
        ServerErrorMessage message = serverMessage(e);
        if (message == null || !query.equals(message.getInternalQuery())) {
            return "";
        }
        // Counted in characters from 1, where Java counts units of UTF-16 from 0.
        int characters = Math.min(message.getInternalPosition() - 1, query.codePointCount(0, query.length()));
        if (characters < 0) {
            return "";
        }
        int at = query.offsetByCodePoints(0, characters);
        int from = query.lastIndexOf('\n', at - 1) + 1;
        int to = query.indexOf('\n', at);
        String line = query.substring(from, to < 0 ? query.length() : to).stripTrailing();
        long number = query.substring(0, from).chars().filter(c -> c == '\n').count() + 1;
        String before = "  line " + number + ": ";
        return "\n" + before + line.replace('\t', ' ') + "\n" + " ".repeat(before.length() + at - from) + "^";
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}
