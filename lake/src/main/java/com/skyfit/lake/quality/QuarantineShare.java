package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.Query;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether more of an entity's lines are in quarantine than the catalog allows, run by run: what one run lost is lost however much others brought
 * before it. It stays so until the lines are judged again and taken, or an operator accepts it.
 */
final class QuarantineShare implements Check {

    /** This many runs are named; the others are counted. */
    private static final int SHOWN = 3;

    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            double most = entity.entity().mostQuarantined();
            List<Lost> lost = evidence.about(entity, Query.stored(QuarantineShare.class, "quarantined-by-run"))
                    .list(row -> new Lost(row.text("run_id"), row.number("quarantined"), row.number("lines")));
            results.add(judged(
                    entity,
                    most,
                    lost.stream().filter(run -> run.isMoreThan(most)).toList()));
        }
        return results;
    }

    private record Lost(String run, long quarantined, long lines) {
        boolean isMoreThan(double most) {
            return quarantined > lines * most;
        }

        @Override
        public String toString() {
            return quarantined + " of " + lines + " lines of run " + run + " are in quarantine";
        }
    }

    private CheckResult judged(ScopedEntity entity, double most, List<Lost> lost) {
        String percent = BigDecimal.valueOf(most * 100).stripTrailingZeros().toPlainString();
        String expected = "at most " + percent + " % of a run";
        if (lost.isEmpty()) {
            return passed(entity, "no run lost more", expected);
        }
        String more = lost.size() > SHOWN ? ", and " + (lost.size() - SHOWN) + " more runs" : "";
        return failed(
                entity,
                lost.stream().limit(SHOWN).map(Lost::toString).collect(Collectors.joining(", ")) + more,
                expected,
                "read the reasons with 'skyfit quarantine list', fix the cause, then run 'skyfit quarantine retry'; or accept it with"
                        + " 'skyfit check accept quarantine " + entity + " --reason TEXT'");
    }
}
