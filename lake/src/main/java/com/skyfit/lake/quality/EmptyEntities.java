package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an entity has live records: one that must have some, and one that had some. A table of a few rows may lose them all and still move
 * by no more than is usual, so counts do not show it.
 */
final class EmptyEntities implements Check {

    @Override
    public String name() {
        return "empty-entities";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            if (!evidence.isUnavailable(entity)) {
                results.add(judged(entity, rows(evidence, entity)));
            }
        }
        return results;
    }

    /** Whether there are live rows; if only deleted ones, the newest run that marked one as deleted. */
    private record Rows(boolean live, @Nullable String since) {}

    private static Rows rows(Evidence evidence, ScopedEntity entity) throws SQLException {
        return Query.of(
                        evidence.connection(),
                        Template.of(Query.stored(EmptyEntities.class, "empty-entity"))
                                .with(
                                        "gold",
                                        GoldTable.of(entity.entity().table()).sql())
                                .sql())
                .bind("scope", entity.scope())
                .one(row -> new Rows(row.flag("live"), row.textOrNull("since")));
    }

    private CheckResult judged(ScopedEntity entity, Rows rows) {
        if (rows.live()) {
            return passed(entity, "live records", "live records");
        }
        if (rows.since() != null) {
            return failed(
                    entity,
                    "no live record; the last of them was found deleted in run " + rows.since(),
                    "live records, as before",
                    "check whether the account's token still sees all records; if all of them are deleted, run"
                            + " 'skyfit check accept empty-entities " + entity + " --reason TEXT'");
        }
        return result(
                entity,
                !entity.entity().expectRows(),
                "no record",
                entity.entity().expectRows() ? "live records" : "none are expected",
                "check whether the account's token sees all records, and whether the extraction completed; if an account may"
                        + " have none, set expect_rows: false in your own catalog file");
    }
}
