package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.PostgresTypes;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether the newest line of a record is in quarantine while gold shows an older one. However few they are, reports show what is no longer true
 * of them: a won deal as open. It stays so until the line is judged again and taken, the record comes again, or an operator accepts it.
 */
final class OutdatedRecords implements Check {

    /** This many keys are named; the others are counted. */
    private static final int SHOWN = 5;

    @Override
    public String name() {
        return "outdated-records";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            results.add(judged(entity, outdated(evidence, entity)));
        }
        return results;
    }

    private record Outdated(String key, String run) {}

    private static List<Outdated> outdated(Evidence evidence, ScopedEntity entity) throws SQLException {
        return evidence.about(
                        entity,
                        Template.of(Query.stored(OutdatedRecords.class, "outdated-records"))
                                .with(
                                        "gold",
                                        GoldTable.of(entity.entity().table()).sql())
                                .with(
                                        "key",
                                        Sql.name(entity.entity().table().key().get(0)))
                                .with("type", PostgresTypes.sql(entity.entity().keyType()))
                                .sql())
                .list(row -> new Outdated(row.text("key"), row.text("run_id")));
    }

    private CheckResult judged(ScopedEntity entity, List<Outdated> outdated) {
        String expected = "gold shows the newest line of every record";
        if (outdated.isEmpty()) {
            return passed(entity, "no record", expected);
        }
        String keys = outdated.stream().limit(SHOWN).map(Outdated::key).collect(Collectors.joining(", "));
        String more = outdated.size() > SHOWN ? " and " + (outdated.size() - SHOWN) + " more" : "";
        return failed(
                entity,
                "gold shows an older state of " + outdated.size()
                        + " records, whose newest lines are in quarantine, the last of run "
                        + outdated.get(outdated.size() - 1).run() + ": " + keys + more,
                expected,
                "read the reasons with 'skyfit quarantine list' and run 'skyfit quarantine retry'; or change the records at the"
                        + " source, so that they are read again; or accept it with 'skyfit check accept outdated-records "
                        + entity + " --reason TEXT'");
    }
}
