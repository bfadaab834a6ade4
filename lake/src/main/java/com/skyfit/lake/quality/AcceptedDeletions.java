package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Subject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the newest complete listing was accepted, for entities whose absent records are treated as deleted. */
final class AcceptedDeletions implements Check {

    @Override
    public String name() {
        return "deletions";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            if (entity.entity().absentMeansDeleted()) {
                results.add(accepted(evidence, entity));
            }
        }
        return results;
    }

    private CheckResult accepted(Evidence evidence, ScopedEntity entity) throws SQLException {
        Optional<String> doubt = evidence.about(entity, """
                select case when outcome = 'refused' then
                    absent || ' of ' || live || ' live records are absent in the complete listing of run ' || run_id || ': ' || reason
                    end as doubt
                from ops.absence
                where source = :source and scope = :scope and entity = :entity
                order by run_id collate "C" desc limit 1""")
                .first(row -> Optional.ofNullable(row.textOrNull("doubt")))
                .flatMap(doubted -> doubted);
        Subject subject = entity.subject();
        return result(
                subject,
                doubt.isEmpty(),
                doubt.orElse("no doubt"),
                "complete listings that miss few of the live records",
                "nothing was marked as deleted; check whether the account's token still sees all records; if they are deleted,"
                        + " run 'skyfit run --source " + subject.source() + " --scope " + subject.scope()
                        + " --entity " + subject.entity() + " --sweep --confirm-deletions'");
    }
}
