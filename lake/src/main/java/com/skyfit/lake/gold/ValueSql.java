package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.ValuePath.Reading;
import com.skyfit.lake.catalog.ValuePath.Step;
import com.skyfit.lake.warehouse.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** Catalog paths as SQL over a {@code jsonb} expression. */
final class ValueSql {

    private ValueSql() {}

    /** The first of the paths that leads to a value: {@code jsonb} for JSON columns, else text that is null where there is no value. */
    static String firstOf(FirstOf content, ColumnType type, String payload) {
        return type == ColumnType.Simple.JSONB
                ? coalesce(content.paths().stream()
                        .map(path -> "nullif(" + json(path.steps(), payload) + ", 'null')")
                        .toList())
                : withoutEmpties(
                        coalesce(content.paths().stream()
                                .map(path -> text(path, payload, isAmbiguous(path, content.paths())))
                                .toList()),
                        type);
    }

    /** The value at a path as text; null where there is none. */
    static String text(ValuePath path, String payload) {
        return text(path, payload, false);
    }

    private static String text(ValuePath path, String payload, boolean scalarsOnly) {
        String plain = plainText(path.steps(), payload);
        if (path.reading() instanceof Reading.Not) {
            return "case lower(" + plain
                    + ") when 'true' then 'false' when '1' then 'false' when 'false' then 'true' when '0' then 'true' end";
        }
        if (path.reading() instanceof Reading.IsWord isWord) {
            return "(" + plain + " = " + Sql.literal(isWord.word()) + ")::text";
        }
        if (path.reading() instanceof Reading.Epoch) {
            return "case when " + plain + " ~ '^[0-9]{1,11}$' then to_timestamp((" + plain + ")::bigint)::text else "
                    + plain + " end";
        }
        if (path.reading() instanceof Reading.Present) {
            return "(" + plain + " is not null)::text";
        }
        return scalarsOnly
                ? "case when jsonb_typeof(" + json(path.steps(), payload) + ") <> 'object' then " + plain + " end"
                : plain;
    }

    /** API generations reuse names: {@code org_id} is an object in one and a number in another. The bare name then means the number. */
    private static boolean isAmbiguous(ValuePath path, List<ValuePath> all) {
        return path.steps().size() == 1
                && all.stream()
                        .anyMatch(other ->
                                other.steps().size() > 1 && other.field().equals(path.field()));
    }

    private static String plainText(List<Step> steps, String payload) {
        if (steps.isEmpty()) {
            return "(" + payload + " #>> '{}')";
        }
        Step last = steps.get(steps.size() - 1);
        List<Step> before = steps.subList(0, steps.size() - 1);
        if (last instanceof Step.Member member) {
            return "(" + json(before, payload) + " ->> " + Sql.literal(member.name()) + ")";
        }
        if (last instanceof Step.FirstOfList) {
            return "split_part(" + plainText(before, payload) + ", ',', 1)";
        }
        return "(" + json(steps, payload) + " #>> '{}')";
    }

    private static String json(List<Step> steps, String payload) {
        String expression = payload;
        for (Step step : steps) {
            if (step instanceof Step.Member member) {
                expression = "(" + expression + " -> " + Sql.literal(member.name()) + ")";
            } else if (step instanceof Step.Element element) {
                expression = "(" + expression + " -> " + element.index() + ")";
            } else if (step instanceof Step.Primary) {
                expression = "coalesce(jsonb_path_query_first(" + expression + ", '$[*] ? (@.primary == true)'), "
                        + expression + " -> 0)";
            } else {
                throw new IllegalArgumentException("[csv] yields a text: it can only end a path");
            }
        }
        return expression;
    }

    /** An empty text is no date, number or truth; v1 writes "no time" as zeros. */
    private static String withoutEmpties(String text, ColumnType type) {
        if (!type.emptyIsNull()) {
            return text;
        }
        String filled = "nullif(" + text + ", '')";
        if (type == ColumnType.Simple.TIMESTAMPTZ) {
            return "nullif(" + filled + ", '0000-00-00 00:00:00')";
        }
        return type == ColumnType.Simple.DATE ? "nullif(" + filled + ", '0000-00-00')" : filled;
    }

    private static String coalesce(List<String> expressions) {
        return expressions.size() == 1
                ? expressions.get(0)
                : expressions.stream().collect(Collectors.joining(", ", "coalesce(", ")"));
    }
}
