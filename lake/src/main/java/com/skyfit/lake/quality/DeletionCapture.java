package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether deletions are learnt before the source forgets them. */
final class DeletionCapture implements Check {

    /** Sources forget what was deleted after 30 days; five are left to do something about it. */
    static final Duration LEARNT = Duration.ofDays(25);

    @Override
    public String name() {
        return "deletion-capture";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            boolean listed = entity.entity().deletions().listed();
            if ((listed || entity.entity().absentMeansDeleted()) && !evidence.isUnavailable(entity)) {
                results.add(listed ? byExtraction(evidence, entity) : byListing(evidence, entity));
            }
        }
        return results;
    }

    /** A list shows deleted records: they are learnt when an extraction ends. */
    private CheckResult byExtraction(Evidence evidence, ScopedEntity entity) throws SQLException {
        Instant last = evidence.time(entity, """
                select max(committed_at) as at from ops.manifest
                where source = :source and scope = :scope and entity = :entity and complete""");
        return captured(
                evidence,
                entity,
                last,
                "last complete extraction: ",
                "run 'skyfit run' soon: after 30 days the source no longer lists deleted records");
    }

    /** Only absence shows them: they are learnt when a complete listing begins. */
    private CheckResult byListing(Evidence evidence, ScopedEntity entity) throws SQLException {
        Instant last = evidence.time(entity, """
                select max(to_timestamp(left(listing_began, 16), 'YYYYMMDD"T"HH24MISS"Z"')) as at from ops.manifest
                where source = :source and scope = :scope and entity = :entity and complete_listing""");
        return captured(
                evidence,
                entity,
                last,
                "last complete listing: ",
                "run 'skyfit run --sweep': deletions since then are unknown");
    }

    private CheckResult captured(
            Evidence evidence, ScopedEntity entity, @Nullable Instant last, String what, String advice) {
        String expected = "at most " + LEARNT.toDays() + " days ago";
        if (last == null) {
            return failed(entity, what + "never", expected, advice);
        }
        String observed =
                what + last + ", " + Duration.between(last, evidence.now()).toDays() + " days ago";
        return last.isBefore(evidence.now().minus(LEARNT))
                ? failed(entity, observed, expected, advice, what + last)
                : passed(entity, observed, expected);
    }
}
