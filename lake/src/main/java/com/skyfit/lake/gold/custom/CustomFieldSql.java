package com.skyfit.lake.gold.custom;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.CustomFields.Values;
import com.skyfit.lake.gold.ValueSql;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the columns of custom fields show, as SQL over a row {@code t} of their table: the value in its type, null where it has not the form of
 * it. Both generations of Pipedrive's API are read: an object with the parts, or members beside the value, {@code CODE_currency}.
 */
final class CustomFieldSql {

    private static final List<String> ADDRESS_PARTS = List.of(
            "street_number",
            "route",
            "sublocality",
            "locality",
            "admin_area_level_1",
            "admin_area_level_2",
            "country",
            "postal_code");

    private static final Template ITEM =
            Template.of("jsonb_path_query_first(t.{column}, {path}, jsonb_build_object('code', {code}))");

    /** Of an object with parts the one that is the value. */
    private static final Template SCALAR = Template.of(
            "case when jsonb_typeof({value}) = 'object' then {value} ->> 'value' else {value} #>> '{}' end");

    private static final Template PART = Template.of("coalesce({value} ->> {part}, {beside})");

    private static final Template FILLED = Template.of("case when not ops.is_blank({text}) then {text} end");

    private static final Template NUMBER =
            Template.of("case when {text} ~ '^-?[0-9]{1,40}([.][0-9]{1,20})?$' then ({text})::numeric end");

    private static final Template LABEL = Template.of("""
            coalesce((select o.label from ops.custom_field_option o
                    where o.table_name = {table} and o.scope = {scope} and o.field_code = {code} and o.option_id = {id}), {id})""");

    /** The older API lists options as a text, separated by commas. */
    private static final Template LABELS = Template.of("""
            (select array_agg(coalesce(o.label, e.id) order by e.n)
                from jsonb_array_elements_text(case jsonb_typeof({value}) when 'array' then {value}
                        when 'string' then to_jsonb(string_to_array({value} #>> '{}', ',')) when 'number' then jsonb_build_array({value}) end)
                        with ordinality e(id, n)
                    left join ops.custom_field_option o
                        on o.table_name = {table} and o.scope = {scope} and o.field_code = {code} and o.option_id = e.id)""");

    private final String table;
    private final String scope;
    private final Values values;

    CustomFieldSql(String table, String scope, Values values) {
        this.table = table;
        this.scope = scope;
        this.values = values;
    }

    /** The parts that a kind is shown in, in their order; the empty text stands for the value itself. */
    static List<String> parts(CustomFields.Kind kind) {
        return switch (kind) {
            case TEXT, INTEGER, DECIMAL, BOOLEAN, DATE, JSON -> List.of("");
            case MONEY -> List.of("", "currency");
            case TIME -> List.of("", "timezone_name");
            case DATE_RANGE -> List.of("", "until");
            case TIME_RANGE -> List.of("", "until", "timezone_name");
            case OPTION -> List.of("", "option_id");
            case OPTIONS -> List.of("", "list");
            case REFERENCE -> List.of("id");
            case ADDRESS -> Stream.concat(Stream.of(""), ADDRESS_PARTS.stream()).toList();
        };
    }

    /** What a column shows. */
    String of(CustomColumn column) {
        String code = column.code();
        boolean isValue = column.part().isEmpty();
        return switch (column.kind()) {
            case TEXT -> filled("(" + value(code) + " #>> '{}')");
            case INTEGER -> typed(scalar(code), ColumnType.Simple.BIGINT);
            case DECIMAL -> number(scalar(code));
            case BOOLEAN -> typed(scalar(code), ColumnType.Simple.BOOLEAN);
            case DATE -> typed(scalar(code), ColumnType.Simple.DATE);
            case JSON -> "nullif(" + value(code) + ", 'null')";
            case MONEY -> isValue ? number(scalar(code)) : filled(part(column));
            case DATE_RANGE -> typed(isValue ? scalar(code) : part(column), ColumnType.Simple.DATE);
            case TIME, TIME_RANGE -> time(column);
            case OPTION -> isValue ? label(code) : filled(optionId(code));
            case OPTIONS -> isValue ? "array_to_string(" + labels(code) + ", ', ')" : labels(code);
            case REFERENCE -> typed(scalar(code), ColumnType.Simple.BIGINT);
            case ADDRESS -> filled(isValue ? address(code) : part(column));
        };
    }

    private String time(CustomColumn column) {
        return switch (column.part()) {
            case "" -> typed(scalar(column.code()), ColumnType.Simple.TIME);
            case "until" -> typed(part(column), ColumnType.Simple.TIME);
            default -> filled(part(column));
        };
    }

    private String value(String code) {
        if (values instanceof Values.Items items) {
            return ITEM.with("column", Sql.name(items.column()))
                    .with("path", Sql.literal("$[*] ? (@.\"" + items.code() + "\" == $code).\"" + items.value() + "\""))
                    .with("code", code.matches("-?[0-9]{1,18}") ? code + "::bigint" : Sql.literal(code) + "::text")
                    .sql();
        }
        return "(t." + Sql.name(values.column()) + " -> " + Sql.literal(code) + ")";
    }

    private String beside(String code, String part) {
        return values instanceof Values.Members
                ? "t." + Sql.name(values.column()) + " ->> " + Sql.literal(code + "_" + part)
                : "null";
    }

    private String scalar(String code) {
        return "(" + SCALAR.with("value", value(code)).sql() + ")";
    }

    private String part(CustomColumn column) {
        return PART.with("value", value(column.code()))
                .with("part", Sql.literal(column.part()))
                .with("beside", beside(column.code(), column.part()))
                .sql();
    }

    private String address(String code) {
        return "coalesce(" + value(code) + " ->> 'formatted_address', " + beside(code, "formatted_address") + ", "
                + scalar(code) + ")";
    }

    private String optionId(String code) {
        return "coalesce(" + value(code) + " ->> 'id', " + scalar(code) + ")";
    }

    private String label(String code) {
        return LABEL.with("table", Sql.literal(table))
                .with("scope", Sql.literal(scope))
                .with("code", Sql.literal(code))
                .with("id", filled(optionId(code)))
                .sql();
    }

    private String labels(String code) {
        return LABELS.with("value", value(code))
                .with("table", Sql.literal(table))
                .with("scope", Sql.literal(scope))
                .with("code", Sql.literal(code))
                .sql();
    }

    private static String filled(String text) {
        return FILLED.with("text", text).sql();
    }

    private static String number(String text) {
        return NUMBER.with("text", text).sql();
    }

    private static String typed(String text, ColumnType type) {
        return ValueSql.guarded(text, type);
    }
}
