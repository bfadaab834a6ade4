package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content.FirstOf;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL that turns the arrays inside the winners of a batch into the rows of a child table. */
final class ChildSql {

    private final Entity entity;
    private final Table child;
    private final Target target;

    ChildSql(Entity entity, Table child, Target target) {
        this.target = target;
        this.entity = entity;
        this.child = child;
    }

    /** What brings {@link #batch} into the child table. */
    MergeSql merge() {
        return new MergeSql(target, child, batch());
    }

    /** The temporary table of the child table's rows. */
    String batch() {
        return Sql.name("batch_" + child.name());
    }

    /** Creates {@link #batch} from all observations; elements that repeat a key collapse into the first. */
    String rows(boolean guarded) {
        return Template.of("""
                        create temporary table {child_batch} on commit drop as
                        select distinct on (_file_id, _line_no, {key}) * from ({elements}) r
                        where {key_is_there}
                        order by _file_id, _line_no, {key}, _n""")
                .with("child_batch", batch())
                .with("key", Sql.names(child.key()))
                .with("elements", guarded ? guarded() : typed())
                .with(
                        "key_is_there",
                        child.key().stream()
                                .map(key -> Sql.name(key) + " is not null")
                                .collect(Collectors.joining(" and ")))
                .sql();
    }

    /** The elements by plain casts; fails where {@link #guarded} is needed. */
    private String typed() {
        Typing typing = new Typing(own(), "e.value");
        return Template.of("""
                        select {columns}, scope, is_deleted, _deleted_at, _source_version, _source_run_id, _file_id, _line_no, _n
                        from (
                            select *, {values}
                            from (select {others}, {texts} from {array} offset 0) texts
                            offset 0
                        ) typed
                        where {sure}""")
                .with(
                        "columns",
                        Sql.names(child.columns().stream().map(Column::name).toList()))
                .with("values", String.join(", ", typing.values()))
                .with("others", others())
                .with("texts", String.join(", ", typing.texts()))
                .with("array", elements())
                .with("sure", typing.sure("_source_run_id"))
                .sql();
    }

    private String guarded() {
        return Template.of("select {columns}, {others} from {array}")
                .with(
                        "columns",
                        own().stream()
                                .map(column -> ValueSql.guarded(text(column), column.type()) + " as "
                                        + Sql.name(column.name()))
                                .collect(Collectors.joining(", ")))
                .with("others", others())
                .with("array", elements())
                .sql();
    }

    /** What an element has of its record. */
    private String others() {
        return Stream.concat(
                        child.columns().stream()
                                .filter(column -> parentColumn(column).isPresent())
                                .map(column ->
                                        "b." + Sql.name(parentColumn(column).orElseThrow()) + " as "
                                                + Sql.name(column.name())),
                        Stream.of(
                                "b.scope, b.is_deleted, b._deleted_at, b._source_version, b._source_run_id, b._file_id, b._line_no, e.n as _n"))
                .collect(Collectors.joining(", "));
    }

    /** The columns that are values of the elements themselves. */
    private List<Column> own() {
        return child.columns().stream()
                .filter(column -> parentColumn(column).isEmpty())
                .toList();
    }

    private String elements() {
        return Template.of("""
                        batch b cross join lateral
                            jsonb_array_elements(case when jsonb_typeof({array}) = 'array' then {array} else '[]' end)
                            with ordinality e(value, n)""").with("array", array()).sql();
    }

    /** Puts the values of the arrays' elements that are not of their column's type into quarantine; empty if every value of every column is. */
    Optional<String> quarantineBadValues() {
        return BatchSql.quarantine(own().stream()
                .filter(column -> !column.type().acceptsEverything())
                .map(this::badValues)
                .toList());
    }

    private String badValues(Column column) {
        String texts = Template.of(
                        "(select b._file_id, b._line_no, b.{record_key} as _key, {text} as {column} from {array}) r")
                .with("record_key", Sql.name(entity.table().key().get(0)))
                .with("text", text(column))
                .with("column", Sql.name(column.name()))
                .with("array", elements())
                .sql();
        return BatchSql.badValues(texts, child, column, "_key");
    }

    private String array() {
        return "b." + Sql.name(BatchSql.arrayColumn(child));
    }

    /** Drops {@link #batch}. */
    String drop() {
        return "drop table " + batch();
    }

    /** Leaves only the rows of those observations that are left in the batch. */
    String keepWinners() {
        return Template.of("""
                        delete from {child_batch} c
                        where not exists (select from batch b where b._file_id = c._file_id and b._line_no = c._line_no)""").with("child_batch", batch()).sql();
    }

    /** Removes the rows of the batch's records that their arrays no longer give. */
    String removeVanished() {
        return Template.of("""
                        delete from {gold} g using batch b
                        where g.scope = b.scope and {same_record}
                            and not exists (select from {child_batch} c where c.scope = g.scope and {same_row})""")
                .with("gold", target.sql(child))
                .with("same_record", parentKeys("g", "b"))
                .with("child_batch", batch())
                .with(
                        "same_row",
                        child.key().stream()
                                .map(key -> "c." + Sql.name(key) + " = g." + Sql.name(key))
                                .collect(Collectors.joining(" and ")))
                .sql();
    }

    /** Copies their records' deletion to the rows if no new observation brought it. */
    String followDeletion() {
        return Template.of("""
                        update {child} c set is_deleted = g.is_deleted, _deleted_at = g._deleted_at, _updated_at = now()
                        from {gold} g
                        where g.scope = c.scope and {same_record}
                            and (c.is_deleted, c._deleted_at) is distinct from (g.is_deleted, g._deleted_at)""")
                .with("child", target.sql(child))
                .with("gold", target.sql(entity.table()))
                .with("same_record", parentKeys("c", "g"))
                .sql();
    }

    /** The child's columns that repeat the record's key, set equal to it. */
    private String parentKeys(String childAlias, String parentAlias) {
        return child.columns().stream()
                .filter(column -> parentColumn(column)
                        .filter(parent -> entity.table().key().contains(parent))
                        .isPresent())
                .map(column -> childAlias + "." + Sql.name(column.name()) + " = " + parentAlias + "."
                        + Sql.name(parentColumn(column).orElseThrow()))
                .collect(Collectors.joining(" and "));
    }

    private static String text(Column column) {
        return ValueSql.firstOf((FirstOf) column.content(), column.type(), "e.value", true);
    }

    /** The record's column with the value of a path into the parent. */
    private Optional<String> parentColumn(Column column) {
        if (!(column.content() instanceof FirstOf firstOf)
                || !firstOf.paths().get(0).inParent()) {
            return Optional.empty();
        }
        List<ValuePath.Step> steps = firstOf.paths().get(0).steps();
        return Optional.of(entity.table().columns().stream()
                .filter(parent -> parent.content() instanceof FirstOf paths
                        && paths.paths().get(0).steps().equals(steps))
                .map(Column::name)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Table " + child.name() + " takes " + column.name()
                        + " from " + firstOf.paths().get(0) + " of its record, but "
                        + entity.table().name() + " has no such column")));
    }
}
