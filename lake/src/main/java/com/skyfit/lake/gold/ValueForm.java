package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The form that a text must have to be a value of a type, as {@code docs/value-semantics.md} gives it: less than the server's parsers take, and
 * the same on all of its versions. All are SQL over a text that is not null, and over its value.
 *
 * @param fits whether a text has the form, so that {@code value} cannot fail; never null
 * @param value of a text that has it
 * @param changed whether the value is not quite what the text says
 * @param doubtful whether a text that a plain cast takes may still not have the form: cheap, and true of every text that has not
 */
record ValueForm(
        UnaryOperator<String> fits,
        UnaryOperator<String> value,
        BinaryOperator<String> changed,
        BinaryOperator<String> doubtful) {

    private static final String DAY = "(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
            + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
            + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

    private static final String HOUR_AND_MINUTE = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";

    private static final String OFFSET = "(?:Z|[-+](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)";

    /** The end of a day is its 24th hour, and a second that was inserted its minute's 60th. */
    private static final String MOMENT = "^" + DAY + "(?:[T ](?:" + HOUR_AND_MINUTE
            + "(?::(?:[0-5][0-9](?:[.][0-9]{1,9})?|60))?|24:00(?::00)?)" + OFFSET + "?)?$";

    private static final String TIME = "^" + HOUR_AND_MINUTE + "(?::[0-5][0-9](?:[.][0-9]{1,6})?)?$";

    private static final Template MATCHES = Template.of("{text} ~ {form}");

    /** A longer one may be beyond what the server's own numbers can be. */
    private static final Template NUMBER = Template.of(
            "case when {text} ~ '^-?[0-9]+([.][0-9]+)?$' and length({text}) <= 1000 then {in_range} else false end");

    private static final Template WHOLE = Template.of(
            "({text})::numeric between {least} and {most} and ({text})::numeric = trunc(({text})::numeric)");

    private static final Template DECIMAL = Template.of("abs(round(({text})::numeric, {scale})) < 1e{digits}");

    private static final Template MOMENT_IN_RANGE = Template.of("""
            case when {matches} then ({text})::timestamptz
                between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999999+00' else false end""");

    /**
     * Not a year of these two centuries with the separators of the usual forms, and digits everywhere else. A regular expression costs as much as
     * twenty of the other comparisons, one that is anchored twice that.
     */
    private static final Template UNUSUAL_MOMENT = Template.of("""
            {text} is not null and (
                {text} collate "C" < '190' or {text} collate "C" >= '20:' or {text} collate "C" between '19:' and '200'
                or {text} not like '____-__-__T__:__:__Z'
                    and ({text} not like '____-__-__ __:__:__' and {text} not like '____-__-__ __:__:__+__' and {text} not like '____-__-__'
                        or {text} !~ '[0-9]$')
                or {text} ~ '[^0-9][^0-9]')""");

    /** Not digits only, with a sign before or a point between them and no more decimals than the column has: of those, a cast takes no others. */
    private static final Template UNUSUAL_DECIMAL = Template.of(
            "({text} ~ '[^-.0-9]' or {text} like '%.' or {text} like '%.{decimals}_%' or {text} like '.%' or {text} like '-.%')");

    private static final Template UNUSUAL_TIME =
            Template.of("({text} not in ({value}::text, left({value}::text, 5)) or {text} like '24%')");

    private static final ColumnType.Cases<ValueForm> FORMS = new ColumnType.Cases<>() {
        @Override
        public ValueForm text() {
            return any();
        }

        @Override
        public ValueForm json() {
            return any();
        }

        @Override
        public ValueForm bigint() {
            return whole(Long.MIN_VALUE, Long.MAX_VALUE, "bigint");
        }

        @Override
        public ValueForm integer() {
            return whole(Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
        }

        @Override
        public ValueForm bool() {
            return exact(
                    text -> "lower(" + text
                            + ") in ('true', 'false', '1', '0', 'yes', 'no', 'y', 'n', 'on', 'off', 't', 'f')",
                    text -> "(" + text + ")::boolean",
                    (text, value) -> text + " not in ('true', 'false', '1', '0')");
        }

        @Override
        public ValueForm date() {
            return exact(
                    text -> matches(text, MOMENT),
                    text -> "left(" + text + ", 10)::date",
                    (text, value) -> "(" + value + "::text <> " + text + " or octet_length(" + text + ") <> 10)");
        }

        @Override
        public ValueForm time() {
            return exact(
                    text -> matches(text, TIME),
                    text -> "(" + text + ")::time",
                    (text, value) ->
                            UNUSUAL_TIME.with("text", text).with("value", value).sql());
        }

        @Override
        public ValueForm moment() {
            return exact(
                    text -> MOMENT_IN_RANGE
                            .with("text", text)
                            .with("matches", matches(text, MOMENT))
                            .sql(),
                    text -> "(" + text + ")::timestamptz",
                    (text, value) -> UNUSUAL_MOMENT.with("text", text).sql());
        }

        @Override
        public ValueForm numeric(int precision, int scale) {
            return new ValueForm(
                    text -> number(
                            text,
                            DECIMAL.with("text", text)
                                    .with("scale", String.valueOf(scale))
                                    .with("digits", String.valueOf(precision - scale))
                                    .sql()),
                    text -> "(" + text + ")::numeric(" + precision + ", " + scale + ")",
                    (text, value) -> value + " <> (" + text + ")::numeric",
                    (text, value) -> UNUSUAL_DECIMAL
                            .with("text", text)
                            .with("decimals", "_".repeat(scale))
                            .sql());
        }
    };

    /** The form of a type's values. */
    static ValueForm of(ColumnType type) {
        return type.in(FORMS);
    }

    private static ValueForm any() {
        return exact(text -> "true", text -> text, (text, value) -> "false");
    }

    private static ValueForm whole(long least, long most, String type) {
        return exact(
                text -> number(
                        text,
                        WHOLE.with("text", text)
                                .with("least", String.valueOf(least))
                                .with("most", String.valueOf(most))
                                .sql()),
                text -> "trunc((" + text + ")::numeric)::" + type,
                (text, value) -> value + "::text <> " + text);
    }

    /** One whose values are just what their texts say. */
    private static ValueForm exact(
            UnaryOperator<String> fits, UnaryOperator<String> value, BinaryOperator<String> doubtful) {
        return new ValueForm(fits, value, (text, made) -> "false", doubtful);
    }

    private static String matches(String text, String form) {
        return MATCHES.with("text", text).with("form", Sql.literal(form)).sql();
    }

    private static String number(String text, String inRange) {
        return NUMBER.with("text", text).with("in_range", inRange).sql();
    }
}
