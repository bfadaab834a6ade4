package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.expectation.Shares;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a column that most records have a value in has none, or far fewer, in the records that came last: a source that renames a field, or moves
 * it, empties the column without an error.
 */
final class EmptyColumns implements Check {

    @Override
    public String name() {
        return "empty-columns";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            for (Table table : entity.entity().tables()) {
                String subject = GoldTable.of(table) + " " + entity.scope();
                Shares most = entity.expected().emptied();
                results.add(Finding.result(
                        this,
                        subject,
                        emptied(evidence, entity, table, subject),
                        "no column has lost more",
                        most + " of a column's values lost in the newest records",
                        "compare a record with the source ('skyfit trace' shows its payload): if the source has renamed or moved the"
                                + " field, change the column's path in the catalog; if it no longer has values, run"
                                + " 'skyfit check accept empty-columns \"" + subject + "\" --reason TEXT'"));
            }
        }
        return results;
    }

    private record Filled(String column, long rows, long live) {}

    private List<Finding> emptied(Evidence evidence, ScopedEntity entity, Table table, String subject)
            throws SQLException {
        UsualShares usual = UsualShares.of(evidence, this, subject);
        Optional<RecentLines> recent = RecentLines.toLearnFrom(evidence, entity, usual);
        if (recent.isEmpty()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        for (Filled column : filled(evidence, entity, table, recent.get())) {
            if (column.live() >= entity.expected().leastRows()) {
                usual.lost(
                                column.column(),
                                (double) column.rows() / column.live(),
                                recent.get().run(),
                                entity.expected().emptied())
                        .ifPresent(found::add);
            }
        }
        usual.note();
        return found;
    }

    private static List<Filled> filled(Evidence evidence, ScopedEntity entity, Table table, RecentLines recent)
            throws SQLException {
        List<Column> columns = table.columns().stream()
                .filter(column -> !table.key().contains(column.name()))
                .filter(column -> !column.name().equals(Table.EXTRA))
                .filter(column -> !(column.content() instanceof Column.Content.Absent))
                .toList();
        if (columns.isEmpty()) {
            return List.of();
        }
        List<String> counts = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (Column column : columns) {
            String count = Sql.name("n" + counts.size());
            counts.add("count(" + value(column) + ") as " + count);
            named.add("(" + Sql.literal(column.name()) + ", " + count + ")");
        }
        Entity of = entity.entity();
        return recent.query(
                        evidence,
                        Template.of(Query.stored(EmptyColumns.class, "filled-columns"))
                                .with("keys", RecentLines.keys(entity))
                                .with("counts", String.join(", ", counts))
                                .with("gold", GoldTable.of(table).sql())
                                .with("record_key", Sql.name(of.recordKey(table).name()))
                                .with("columns", String.join(", ", named))
                                .sql())
                .bind("scope", entity.scope())
                .list(row -> new Filled(row.text("column_name"), row.number("filled"), row.number("live")));
    }

    /** A column's value, null if it is empty. */
    private static String value(Column column) {
        String name = "g." + Sql.name(column.name());
        if (column.type() == ColumnType.Simple.TEXT) {
            return "nullif(" + name + ", '')";
        }
        return column.type() == ColumnType.Simple.JSONB ? "nullif(nullif(" + name + ", '[]'), '{}')" : name;
    }
}
