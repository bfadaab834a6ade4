package com.skyfit.lake.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of text whose columns are as wide as their widest cell. Belongs to one thread. */
final class TextTable {

    private static final String GAP = "  ";

    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table of such columns: {@code >} for one whose cells stand at its right, as numbers do, {@code <} for one at its left. */
    TextTable(String columns) {
        right = new boolean[columns.length()];
        IntStream.range(0, right.length).forEach(i -> right[i] = columns.charAt(i) == '>');
    }

    /** Adds a row, one cell a column; null is shown as {@code -}. */
    TextTable row(@Nullable Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> cell == null ? "-" : cell.toString())
                .toList());
        return this;
    }

    /** The rows as lines, without blanks at their ends. */
    List<String> lines() {
        int[] widths = IntStream.range(0, right.length)
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP).append(right[i] ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }
}
