package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.warehouse.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A look into the database. */
@Command(
        name = "sql",
        description = "Runs one query that only reads, on the configured database.",
        footer = {
            "",
            "Examples:",
            "  skyfit sql \"select * from core.vw_pd_sales_funnel\"",
            "  skyfit sql --csv \"select * from core.pd_deals where is_deleted\""
        })
final class SqlCommand implements Callable<Integer> {

    private static final int ROWS_AT_A_TIME = 1_000;
    private static final int WIDEST_CELL = 60;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @ArgGroup
    private @Nullable Form form;

    @Parameters(paramLabel = "QUERY", description = "One SQL query.")
    private String query = "";

    /** How rows are printed; aligned columns without either. */
    static final class Form {
        @Option(names = "--json", description = "One JSON object a row.")
        private boolean json;

        @Option(names = "--csv", description = "Comma-separated, with a header, for spreadsheets.")
        private boolean csv;
    }

    @Override
    public Integer call() throws SQLException {
        Configuration configuration = Commands.configuration(home.folder(), Selection.ALL);
        try (Database database = Database.open(configuration.database(), home.folder());
                Connection connection = database.warehouse().connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_A_TIME);
                try (ResultSet rows = statement.executeQuery(query)) {
                    print(rows, Console.of(spec));
                }
            } finally {
                connection.rollback();
            }
        }
        return 0;
    }

    private void print(ResultSet rows, Console console) throws SQLException {
        if (form != null && form.json) {
            printJson(rows, console);
        } else if (form != null && form.csv) {
            printCsv(rows, console);
        } else {
            printAligned(rows, console);
        }
    }

    private static void printJson(ResultSet rows, Console console) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                put(row, columns, rows, i);
            }
            console.line(row.toString());
        }
    }

    private static void put(ObjectNode row, ResultSetMetaData columns, ResultSet rows, int i) throws SQLException {
        String name = columns.getColumnLabel(i);
        String text = rows.getString(i);
        if (text == null) {
            row.putNull(name);
        } else if (columns.getColumnTypeName(i).startsWith("json")) {
            row.set(name, JsonMapper.shared().readTree(text));
        } else {
            switch (columns.getColumnType(i)) {
                case Types.BIT, Types.BOOLEAN -> row.put(name, rows.getBoolean(i));
                case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.put(name, rows.getLong(i));
                case Types.NUMERIC -> row.put(name, rows.getBigDecimal(i));
                default -> row.put(name, text);
            }
        }
    }

    private static void printCsv(ResultSet rows, Console console) throws SQLException {
        console.line(
                String.join(",", labels(rows).stream().map(SqlCommand::quoted).toList()));
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String text = rows.getString(i);
                cells.add(text == null ? "" : quoted(text));
            }
            console.line(String.join(",", cells));
        }
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\\r\\n].*") || text.isEmpty() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Widths follow from the first rows; later ones may stick out, so that any number of rows can be printed. */
    private static void printAligned(ResultSet rows, Console console) throws SQLException {
        List<List<String>> first = new ArrayList<>();
        while (first.size() < ROWS_AT_A_TIME && rows.next()) {
            first.add(cells(rows));
        }
        List<String> labels = labels(rows);
        int[] widths = new int[labels.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = labels.get(i).length();
            for (List<String> row : first) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        console.line(aligned(labels, widths));
        for (List<String> row : first) {
            console.line(aligned(row, widths));
        }
        long count = first.size();
        while (count >= ROWS_AT_A_TIME && rows.next()) {
            console.line(aligned(cells(rows), widths));
            count++;
        }
        console.line(count == 1 ? "(1 row)" : "(" + count + " rows)");
    }

    private static List<String> labels(ResultSet rows) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            labels.add(rows.getMetaData().getColumnLabel(i));
        }
        return labels;
    }

    private static List<String> cells(ResultSet rows) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            String text = rows.getString(i);
            String line = text == null ? "" : text.replaceAll("\\s+", " ");
            cells.add(line.length() > WIDEST_CELL ? line.substring(0, WIDEST_CELL - 3) + "..." : line);
        }
        return cells;
    }

    private static String aligned(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i))
                    .append(" ".repeat(Math.max(0, widths[i] - cells.get(i).length()) + 2));
        }
        return line.toString().stripTrailing();
    }
}
