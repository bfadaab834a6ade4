package com.skyfit.lake.gold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The examples of {@code docs/value-semantics.md}, table by table. */
final class ValuePage {

    private static final Path PAGE = Path.of("..", "docs", "value-semantics.md");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    private ValuePage() {}

    /**
     * A row of a table.
     *
     * @param rule the heading above it
     * @param cells as written
     */
    record Example(String rule, List<String> cells) {

        /** The pieces of code in a cell. */
        List<String> code(int cell) {
            return CODE.matcher(cells.get(cell))
                    .results()
                    .map(piece -> piece.group(1))
                    .toList();
        }

        /** The text that a cell means: its code; null if it has none. */
        @Nullable String text(int cell) {
            List<String> code = code(cell);
            return code.isEmpty() ? null : code.get(0);
        }
    }

    /** The rows of all tables that have these columns. */
    static List<Example> examples(String... columns) {
        List<Example> examples = new ArrayList<>();
        String rule = "";
        boolean wanted = false;
        for (String line : lines()) {
            if (line.startsWith("### ")) {
                rule = line.substring("### ".length());
            }
            if (!line.startsWith("|")) {
                wanted = false;
            } else if (cells(line).equals(List.of(columns))) {
                wanted = true;
            } else if (wanted && !line.startsWith("|---")) {
                examples.add(new Example(rule, cells(line)));
            }
        }
        return examples;
    }

    /** How many rows of examples the page has in all, so that no table is left out for its heading. */
    static long size() {
        List<String> lines = lines();
        return lines.stream().filter(line -> line.startsWith("|")).count()
                - 2 * lines.stream().filter(line -> line.startsWith("|---")).count();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        Matcher cell = Pattern.compile("([^|]*)\\|").matcher(line.substring(1));
        while (cell.find()) {
            cells.add(cell.group(1).strip());
        }
        return cells;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
