package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether no more lines of an entity are in quarantine than the catalog allows. */
final class QuarantineShare implements Check {

    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            results.add(evidence.about(entity, """
                    select coalesce(sum(quarantined_lines), 0) as quarantined, coalesce(sum(lines), 0) as lines from ops.file
                    where source = :source and scope = :scope and entity = :entity and state = 'loaded'""")
                    .one(row -> judged(entity, row.number("quarantined"), row.number("lines"))));
        }
        return results;
    }

    private CheckResult judged(ScopedEntity entity, long quarantined, long lines) {
        double most = entity.entity().mostQuarantined();
        String percent = BigDecimal.valueOf(most * 100).stripTrailingZeros().toPlainString();
        return result(
                entity,
                quarantined <= lines * most,
                quarantined + " of " + lines + " lines are in quarantine",
                "at most " + percent + " %",
                "read the reasons with 'skyfit quarantine list', fix the cause, then run 'skyfit quarantine retry'");
    }
}
