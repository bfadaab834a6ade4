package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column.Content;
import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.catalog.ValuePath.Reading;
import com.skyfit.lake.catalog.ValuePath.Step;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a value means, as SQL over a {@code jsonb} expression: the rules of {@code docs/value-semantics.md} in PostgreSQL's dialect. */
public final class ValueSql {

    private static final Template NOT = Template.of(
            "case lower({text}) when 'true' then 'false' when '1' then 'false' when 'false' then 'true' when '0' then 'true' end");

    private static final Template EPOCH =
            Template.of("case when {text} ~ '^[0-9]{1,11}$' then to_timestamp(({text})::bigint)::text else {text} end");

    private static final Template UNLESS_OBJECT =
            Template.of("case when jsonb_typeof({json}) <> 'object' then {text} end");

    private static final Template MINUTES = Template.of("""
            case when {text} ~ '^[0-9]{1,6}:[0-5][0-9](:00)?$'
                then (split_part({text}, ':', 1)::int * 60 + split_part({text}, ':', 2)::int)::text else {text} end""");

    /** What two paths make that follow one another, of which one is taken from an object and the other from anything else. */
    private static final Template MEMBER_OR_SCALAR =
            Template.of("case when jsonb_typeof({json}) = 'object' then {member} else {scalar} end");

    private static final Template PRIMARY =
            Template.of("coalesce(jsonb_path_query_first({json}, '$[*] ? (@.primary == true)'), {json} -> 0)");

    private static final Template IF_IT_FITS = Template.of("case when {fits} then {value} end");

    private static final Template FILLED = Template.of("case when not ops.is_blank({text}) then {text} end");

    private static final Template FILLED_JSON = Template.of("""
            case when jsonb_typeof({json}) = 'string' then case when not ops.is_blank({json} #>> '{}') then {json} end
                else nullif({json}, 'null') end""");

    private static final Template IS_WORD = Template.of("""
            coalesce(case when {text} = {word} then 'true' end, case when not ops.is_blank({text}) then 'false' end)""");

    private static final Template IS_PRESENT = Template.of("coalesce(not ops.is_blank({text}), false)::text");

    private static final Template BLANK =
            Template.of("(({value} collate \"C\" < '!' or {value} collate \"C\" > '~') and ops.is_blank({value}))");

    private static final Template BLANK_JSON =
            Template.of("(jsonb_typeof({value}) = 'string' and ops.is_blank({value} #>> '{}'))");

    /** Lowered as ASCII: the words have no other letters, and it costs a fraction. */
    private static final Template IS_TRUE =
            Template.of("coalesce(lower({text} collate \"C\") in ('true', '1'), false)");

    private static final Template IS_THAT_WORD = Template.of("coalesce({text} = {word}, false)");

    /** A day without a time is no clock. */
    private static final Template IF_CLOCK =
            Template.of("case when octet_length({text}) > 10 then case when {fits} then {value} end end");

    private ValueSql() {}

    /**
     * What a column's paths lead to; by the column {@code scope} of the rows, where accounts have paths of their own. See {@link #firstOf}.
     *
     * @param content that has paths
     */
    static String value(Content content, ColumnType type, String payload, boolean exactly) {
        if (content instanceof Content.ByScope byScope) {
            return byScope.scopes().entrySet().stream()
                    .map(scope -> "when " + Sql.literal(scope.getKey()) + " then "
                            + firstOf(scope.getValue(), type, payload, exactly))
                    .collect(Collectors.joining(" ", "case scope ", " end"));
        }
        return firstOf((FirstOf) content, type, payload, exactly);
    }

    /**
     * The first of the paths that leads to a value: {@code jsonb} for JSON columns, else text, null if there is no value.
     *
     * @param exactly true: white space is no value; false: only the empty text is none, and {@link #isBlank} finds the others
     */
    static String firstOf(FirstOf content, ColumnType type, String payload, boolean exactly) {
        List<ValuePath> paths = content.paths();
        if (type == ColumnType.Simple.JSONB) {
            return coalesce(paths.stream()
                    .map(path -> filledJson(json(path.steps(), payload), exactly))
                    .toList());
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            ValuePath path = paths.get(i);
            if (i + 1 < paths.size() && isMemberOf(paths.get(i + 1), path)) {
                i++;
                texts.add(MEMBER_OR_SCALAR
                        .with("json", json(paths.get(i).steps(), payload))
                        .with("member", text(path, payload))
                        .with("scalar", text(paths.get(i), payload))
                        .sql());
            } else {
                texts.add(text(path, payload, isAmbiguous(path, paths)));
            }
        }
        return coalesce(texts.stream()
                .map(text -> withoutZeros(filled(text, exactly), type))
                .toList());
    }

    private static String filled(String text, boolean exactly) {
        return exactly ? FILLED.with("text", text).sql() : "nullif(" + text + ", '')";
    }

    private static String filledJson(String json, boolean exactly) {
        return exactly ? FILLED_JSON.with("json", json).sql() : "nullif(nullif(" + json + ", 'null'), '\"\"')";
    }

    /** Whether a value that accepts everything is only white space. Text that begins with an ordinary letter is not examined. */
    static String isBlank(String value, ColumnType type) {
        return (type == ColumnType.Simple.JSONB ? BLANK_JSON : BLANK)
                .with("value", value)
                .sql();
    }

    /** A text as a value of the type; the server fails at a text that it cannot take for one. */
    static String cast(String text, ColumnType type) {
        return type.acceptsEverything() ? text : "(" + text + ")::" + PostgresTypes.sql(type);
    }

    /** A text as a value of the type, null if it has not the form of one. */
    public static String guarded(String text, ColumnType type) {
        ValueForm form = ValueForm.of(type);
        return type.acceptsEverything()
                ? text
                : IF_IT_FITS
                        .with("fits", form.fits().apply(text))
                        .with("value", form.value().apply(text))
                        .sql();
    }

    /** Whether any of the paths says that the record is deleted. */
    static String deleted(List<ValuePath> paths, String payload) {
        return paths.isEmpty()
                ? "false"
                : paths.stream().map(path -> isTrue(path, payload)).collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String isTrue(ValuePath path, String payload) {
        return path.reading() instanceof Reading.IsWord isWord
                ? IS_THAT_WORD
                        .with("text", plainText(path.steps(), payload))
                        .with("word", Sql.literal(isWord.word()))
                        .sql()
                : IS_TRUE.with("text", text(path, payload)).sql();
    }

    /** The time that decides which observation is newer; null if no path leads to one, and the observation has no clock. */
    static String version(List<ValuePath> paths, String payload) {
        return paths.isEmpty()
                ? "null::timestamptz"
                : coalesce(paths.stream()
                        .map(path -> clock(text(path, payload), ColumnType.Simple.TIMESTAMPTZ))
                        .toList());
    }

    private static String clock(String text, ColumnType type) {
        ValueForm form = ValueForm.of(type);
        return IF_CLOCK.with("text", text)
                .with("fits", form.fits().apply(text))
                .with("value", form.value().apply(text))
                .sql();
    }

    private static String text(ValuePath path, String payload) {
        return text(path, payload, false);
    }

    /** The value at a path as text; null if there is none. */
    private static String text(ValuePath path, String payload, boolean scalarsOnly) {
        String plain = plainText(path.steps(), payload);
        if (path.reading() instanceof Reading.Not) {
            return NOT.with("text", plain).sql();
        }
        if (path.reading() instanceof Reading.IsWord isWord) {
            return IS_WORD.with("text", plain)
                    .with("word", Sql.literal(isWord.word()))
                    .sql();
        }
        if (path.reading() instanceof Reading.Epoch) {
            return EPOCH.with("text", plain).sql();
        }
        if (path.reading() instanceof Reading.Minutes) {
            return MINUTES.with("text", plain).sql();
        }
        if (path.reading() instanceof Reading.Present) {
            return IS_PRESENT.with("text", plain).sql();
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

    private static boolean isMemberOf(ValuePath bare, ValuePath member) {
        return bare.steps().size() == 1
                && bare.reading() instanceof Reading.Plain
                && member.steps().size() > 1
                && member.reading() instanceof Reading.Plain
                && member.steps().get(1) instanceof Step.Member
                && member.steps().get(0).equals(bare.steps().get(0));
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

    /** The older API writes "never" as zeros. */
    private static String withoutZeros(String text, ColumnType type) {
        if (type == ColumnType.Simple.TIMESTAMPTZ) {
            return "nullif(" + text + ", '0000-00-00 00:00:00')";
        }
        return type == ColumnType.Simple.DATE ? "nullif(" + text + ", '0000-00-00')" : text;
    }

    private static String coalesce(List<String> expressions) {
        return expressions.size() == 1
                ? expressions.get(0)
                : expressions.stream().collect(Collectors.joining(", ", "coalesce(", ")"));
    }
}
