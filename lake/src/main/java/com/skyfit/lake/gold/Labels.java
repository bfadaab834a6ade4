package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Column.Content.LabelOf;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The columns that show labels of options, brought up to date after the options have changed. The transform fills them by the options of that moment;
 * those that it is reading meanwhile, or that come with a later run, are applied here.
 */
public final class Labels {

    private static final Template OPTIONS = Template.of("""
            select md5({statement} || coalesce(string_agg(concat_ws(e'\\x1f', scope, field_code, option_id, label), e'\\x1e'
                order by scope collate "C", field_code collate "C", option_id collate "C", label collate "C"), '')) as fingerprint
            from ({options}) shown""");

    private static final Template UPDATE = Template.of("""
            update {gold} g set {column} = b.label, _updated_at = now()
            from (select s.ctid as place, {label} as label from {gold} s where s.{ids} is not null) b
            where g.ctid = b.place and g.{column} is distinct from b.label""");

    private static final String NOTE = """
            insert into ops.option_labels as l (table_name, column_name, fingerprint) values (:table, :column, :fingerprint)
            on conflict (table_name, column_name) do update set fingerprint = excluded.fingerprint, applied_at = now()
            where l.fingerprint <> excluded.fingerprint""";

    private final Warehouse warehouse;

    /** Labels in that warehouse's gold. */
    public Labels(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Brings the columns of a source up to date whose options are not those that were applied last, all in one transaction.
     *
     * @return how many rows have other labels now
     */
    public long apply(Source source) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            long changed = 0;
            for (Entity entity : source.entities()) {
                Table table = entity.table();
                LabelSql labels = LabelSql.of(connection, table);
                for (Column column : table.columns()) {
                    if (column.content() instanceof LabelOf label) {
                        changed += apply(connection, table, column, labels, label);
                    }
                }
            }
            connection.commit();
            return changed;
        }
    }

    private static long apply(Connection connection, Table table, Column column, LabelSql labels, LabelOf label)
            throws SQLException {
        String ids = Sql.name(label.column());
        String update = UPDATE.with("gold", Target.GOLD.sql(table))
                .with("column", Sql.name(column.name()))
                .with("label", labels.of(label, "s." + ids, "s"))
                .with("ids", ids)
                .sql();
        String fingerprint = Query.of(
                        connection,
                        OPTIONS.with("statement", Sql.literal(update))
                                .with("options", labels.shown(label))
                                .sql())
                .one(row -> row.text("fingerprint"));
        long noted = Query.of(connection, NOTE)
                .bind("table", table.name())
                .bind("column", column.name())
                .bind("fingerprint", fingerprint)
                .update();
        return noted > 0 ? Query.of(connection, update).update() : 0;
    }
}
