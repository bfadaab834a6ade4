package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Columns on their way from a payload to their types by plain casts, in two steps whose results are columns of a query each: the {@link
 * #texts}, and of these the {@link #values}. Whether every text has the form of its type is then seen from both ({@link #sure}), which costs less than to
 * look at the texts alone. Where one may not, or where white space may hide a later path's value, the statement fails as at a text that no cast takes: the work is
 * then done again by {@link ValueSql#guarded}.
 */
final class Typing {

    /** Fails at run time, whatever the text; a constant would fail while the statement is planned. */
    private static final Template SURE =
            Template.of("case when {doubt} then ({some_text} || '?')::boolean else true end");

    private static final Template UNLESS_BLANK = Template.of("case when not coalesce({blank}, false) then {text} end");

    private final List<Column> columns;
    private final String payload;

    /**
     * Of these columns, over a payload.
     *
     * @param columns whose content has paths
     */
    Typing(List<Column> columns, String payload) {
        this.columns = List.copyOf(columns);
        this.payload = payload;
    }

    /** The first step: what the payload has for the columns. */
    List<String> texts() {
        return all(i -> ValueSql.value(content(i), type(i), payload, false) + " as " + text(i));
    }

    /** The second step: their values, by the columns' names. */
    List<String> values() {
        return all(i -> value(i) + " as " + Sql.name(columns.get(i).name()));
    }

    private String value(int i) {
        return type(i).acceptsEverything() && isOnlyPath(i)
                ? UNLESS_BLANK
                        .with("blank", ValueSql.isBlank(text(i), type(i)))
                        .with("text", text(i))
                        .sql()
                : ValueSql.cast(text(i), type(i));
    }

    /**
     * The condition that nothing is in doubt; fails instead of being false.
     *
     * @param someText a text that is not a constant
     */
    String sure(String someText) {
        List<String> doubts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!type(i).acceptsEverything()) {
                doubts.add(ValueForm.of(type(i))
                        .doubtful()
                        .apply(text(i), Sql.name(columns.get(i).name())));
            } else if (!isOnlyPath(i)) {
                doubts.add(ValueSql.isBlank(text(i), type(i)));
            }
        }
        return doubts.isEmpty()
                ? "true"
                : SURE.with("doubt", String.join("\n    or ", doubts))
                        .with("some_text", someText)
                        .sql();
    }

    /** The name of a column's text. */
    String text(Column column) {
        return text(columns.indexOf(column));
    }

    private static String text(int i) {
        return "_t" + i;
    }

    private boolean isOnlyPath(int i) {
        return content(i).paths().size() == 1;
    }

    private Content content(int i) {
        return columns.get(i).content();
    }

    private ColumnType type(int i) {
        return columns.get(i).type();
    }

    private List<String> all(IntFunction<String> sql) {
        return IntStream.range(0, columns.size()).mapToObj(sql).toList();
    }
}
