package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.ValuePath.Reading;
import com.skyfit.lake.catalog.ValuePath.Step;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.List;
import java.util.stream.Collectors;

/** What a value means, as SQL over a {@code jsonb} expression: the rules of {@code docs/value-semantics.md} in PostgreSQL's dialect. */
final class ValueSql {

    private static final Template NOT = Template.of(
            "case lower({text}) when 'true' then 'false' when '1' then 'false' when 'false' then 'true' when '0' then 'true' end");

    private static final Template EPOCH =
            Template.of("case when {text} ~ '^[0-9]{1,11}$' then to_timestamp(({text})::bigint)::text else {text} end");

    private static final Template UNLESS_OBJECT =
            Template.of("case when jsonb_typeof({json}) <> 'object' then {text} end");

    private static final Template PRIMARY =
            Template.of("coalesce(jsonb_path_query_first({json}, '$[*] ? (@.primary == true)'), {json} -> 0)");

    private static final Template GUARDED_CAST = Template.of("case when ops.is_valid({text}, {type}) then {cast} end");

    private static final Template IS_TRUE = Template.of("coalesce(lower({text}) in ('true', '1'), false)");

    private static final Template IF_TIME = Template.of(
            "case when ({text}) ~ '^[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:' {and_valid} then ({text})::timestamptz end");

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

    /** A text as a value of the type; the server fails at a text that is none. */
    static String cast(String text, ColumnType type) {
        return type.acceptsEverything() ? text : "(" + text + ")::" + PostgresTypes.sql(type);
    }

    /** A text as a value of the type, null where it is none. */
    static String guardedCast(String text, ColumnType type) {
        return GUARDED_CAST
                .with("text", text)
                .with("type", Sql.literal(PostgresTypes.sql(type)))
                .with("cast", cast(text, type))
                .sql();
    }

    /** Whether any of the paths says that the record is deleted. */
    static String deleted(List<ValuePath> paths, String payload) {
        return paths.isEmpty()
                ? "false"
                : paths.stream()
                        .map(path -> IS_TRUE.with("text", text(path, payload)).sql())
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    /**
     * The time that decides which observation is newer. A version that is no time must not stop the batch: the record then counts as one
     * without a clock.
     *
     * @param guarded whether a text that only looks like a time makes null instead of an error
     */
    static String version(List<ValuePath> paths, String payload, boolean guarded) {
        return paths.stream()
                .map(path -> text(path, payload))
                .map(text -> IF_TIME.with("text", text)
                        .with("and_valid", guarded ? "and ops.is_valid(" + text + ", 'timestamptz')" : "")
                        .sql())
                .map(time -> time + ", ")
                .collect(Collectors.joining("", "coalesce(", "'-infinity'::timestamptz)"));
    }

    private static String text(ValuePath path, String payload) {
        return text(path, payload, false);
    }

    /** The value at a path as text; null where there is none. */
    private static String text(ValuePath path, String payload, boolean scalarsOnly) {
        String plain = plainText(path.steps(), payload);
        if (path.reading() instanceof Reading.Not) {
            return NOT.with("text", plain).sql();
        }
        if (path.reading() instanceof Reading.IsWord isWord) {
            return "(" + plain + " = " + Sql.literal(isWord.word()) + ")::text";
        }
        if (path.reading() instanceof Reading.Epoch) {
            return EPOCH.with("text", plain).sql();
        }
        if (path.reading() instanceof Reading.Present) {
            return "(" + plain + " is not null)::text";
        }
        return scalarsOnly
                ? UNLESS_OBJECT
                        .with("json", json(path.steps(), payload))
                        .with("text", plain)
                        .sql()
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
                expression = PRIMARY.with("json", expression).sql();
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
