package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the newest result of every unit is a success, and every part could be loaded. */
final class FailedUnits implements Check {

    @Override
    public String name() {
        return "failed-units";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        String troubles = Query.stored(FailedUnits.class, "failed-units");
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            List<String> found = evidence.about(entity, troubles).list(row -> row.text("trouble"));
            results.add(result(
                    entity,
                    found.isEmpty(),
                    found.isEmpty() ? "none" : String.join(", ", found),
                    "every unit's newest result is a success",
                    "read its message in ops.run_unit or ops.file, fix the cause and run again"));
        }
        return results;
    }
}
