package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether gold shows null in a column for more of a run's records than the catalog allows, because their values did not fit: a source that writes
 * a value in another form empties the column, record by record. A record that was read again with a value that fits is no longer among them.
 */
final class BadValues implements Check {

    @Override
    public String name() {
        return "values";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            for (Table table : entity.entity().tables()) {
                results.add(judged(entity, table, lost(evidence, entity, table)));
            }
        }
        return results;
    }

    private static List<String> lost(Evidence evidence, ScopedEntity entity, Table table) throws SQLException {
        GoldTable gold = GoldTable.of(table);
        return evidence.about(
                        entity,
                        Template.of(Query.stored(BadValues.class, "bad-values-by-column"))
                                .with("gold", gold.sql())
                                .sql())
                .bind("table", gold.toString())
                .bind("most", BigDecimal.valueOf(entity.entity().mostQuarantined()))
                .list(row -> row.text("column_name") + ": " + row.number("bad") + " of " + row.number("lines")
                        + " values of run " + row.text("run_id") + " did not fit");
    }

    private CheckResult judged(ScopedEntity entity, Table table, List<String> lost) {
        String subject = GoldTable.of(table) + " " + entity.scope();
        String percent = BigDecimal.valueOf(entity.entity().mostQuarantined() * 100)
                .stripTrailingZeros()
                .toPlainString();
        String expected = "at most " + percent + " % of a run, column by column";
        return result(
                subject,
                lost.isEmpty(),
                lost.isEmpty() ? "no column lost more" : lost.stream().collect(Collectors.joining(", ")),
                expected,
                "see the values with 'skyfit quarantine list'; change the column's type or path in the catalog, or the values at"
                        + " the source; or accept it with 'skyfit check accept values \"" + subject
                        + "\" --reason TEXT'");
    }
}
