package com.skyfit.lake.cli;

import com.skyfit.lake.warehouse.QuerySession;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the rows of a query are printed. */
sealed interface QueryOutput extends QuerySession.Visitor {

    /** Types whose values stand at the right of their column. */
    Set<Integer> NUMBERS = Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.REAL, Types.DOUBLE);

    /** After the last row. */
    void end();

    private static List<String> labels(ResultSetMetaData columns) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    /** One JSON object a row. A second column of the same name gets its number behind it, such as {@code name_2}. */
    final class Json implements QueryOutput {
        private final Console console;

        Json(Console console) {
            this.console = console;
        }

        @Override
        public void begin(ResultSetMetaData columns) {}

        @Override
        public void row(ResultSet rows) throws SQLException {
            ResultSetMetaData columns = rows.getMetaData();
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String label = columns.getColumnLabel(i);
                put(row, row.has(label) ? label + "_" + i : label, columns, rows, i);
            }
            console.line(row.toString());
        }

        private static void put(ObjectNode row, String name, ResultSetMetaData columns, ResultSet rows, int i)
                throws SQLException {
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

        @Override
        public void end() {}
    }

    /** Comma-separated, with a header; null is an empty cell, an empty text a pair of quotes. */
    final class Csv implements QueryOutput {
        private final Console console;

        Csv(Console console) {
            this.console = console;
        }

        @Override
        public void begin(ResultSetMetaData columns) throws SQLException {
            console.line(
                    String.join(",", labels(columns).stream().map(Csv::quoted).toList()));
        }

        @Override
        public void row(ResultSet rows) throws SQLException {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String text = rows.getString(i);
                cells.add(text == null ? "" : quoted(text));
            }
            console.line(String.join(",", cells));
        }

        private static String quoted(String text) {
            return text.matches("(?s).*[\",\\r\\n].*") || text.isEmpty()
                    ? '"' + text.replace("\"", "\"\"") + '"'
                    : text;
        }

        @Override
        public void end() {}
    }

    /**
     * Aligned columns, or a line for each column of each row where rows are wider than the terminal. Widths follow from the first rows; later ones
     * may stick out, so that any number of rows can be printed.
     */
    final class Aligned implements QueryOutput {
        private static final int ROWS_MEASURED = 1_000;
        private static final int WIDEST_CELL = 60;
        private static final String GAP = "  ";

        private final Console console;
        private final int terminal;
        private final List<List<String>> first = new ArrayList<>();
        private List<String> labels = List.of();
        private boolean[] right = new boolean[0];
        private int[] widths = new int[0];
        private boolean vertical;
        private long count;
        private long printed;

        /**
         * Prints on that console.
         *
         * @param terminal how many characters a line of it holds; {@link Integer#MAX_VALUE} where lines may have any length
         */
        Aligned(Console console, int terminal) {
            this.console = console;
            this.terminal = terminal;
        }

        @Override
        public void begin(ResultSetMetaData columns) throws SQLException {
            labels = labels(columns);
            right = new boolean[labels.size()];
            for (int i = 0; i < right.length; i++) {
                right[i] = NUMBERS.contains(columns.getColumnType(i + 1));
            }
        }

        @Override
        public void row(ResultSet rows) throws SQLException {
            count++;
            if (count <= ROWS_MEASURED) {
                first.add(cells(rows));
            } else {
                printFirst();
                print(cells(rows));
            }
        }

        @Override
        public void end() {
            printFirst();
            console.line(count == 1 ? "(1 row)" : "(" + count + " rows)");
        }

        private void printFirst() {
            if (widths.length > 0) {
                return;
            }
            widths = labels.stream().mapToInt(String::length).toArray();
            int widestLabel = Arrays.stream(widths).max().orElse(0);
            for (List<String> row : first) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], cut(row.get(i)).length());
                }
            }
            vertical = !first.isEmpty() && Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) > terminal;
            if (vertical) {
                Arrays.fill(widths, widestLabel);
            } else {
                console.line(line(labels));
            }
            first.forEach(this::print);
            first.clear();
        }

        /** What a terminal would take for a command to itself is shown as U+FFFD: records hold whatever people typed. */
        private static List<String> cells(ResultSet rows) throws SQLException {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                String text = rows.getString(i);
                cells.add(text == null ? "" : text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\uFFFD"));
            }
            return cells;
        }

        private static String cut(String cell) {
            return cell.length() > WIDEST_CELL ? cell.substring(0, WIDEST_CELL - 3) + "..." : cell;
        }

        private void print(List<String> cells) {
            if (!vertical) {
                console.line(line(cells.stream().map(Aligned::cut).toList()));
                return;
            }
            printed++;
            console.line("row " + printed);
            for (int i = 0; i < widths.length; i++) {
                String label = labels.get(i);
                console.line(
                        (GAP + label + " ".repeat(widths[i] - label.length()) + GAP + cells.get(i)).stripTrailing());
            }
        }

        private String line(List<String> cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(Math.max(0, widths[i] - cells.get(i).length()));
                line.append(i == 0 ? "" : GAP).append(right[i] ? blanks + cells.get(i) : cells.get(i) + blanks);
            }
            return line.toString().stripTrailing();
        }
    }
}
