package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether extractions are recent, entity by entity, and whether the source's own newest change is, account by account: a quiet entity is no
 * sign, a quiet account is.
 */
final class Freshness implements Check {

    /** Older data than this is not current. */
    static final Duration FRESH = Duration.ofHours(24);

    @Override
    public String name() {
        return "freshness";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            if (!evidence.isUnavailable(entity)) {
                results.add(extraction(evidence, entity));
            }
        }
        for (Map.Entry<String, List<ScopedEntity>> account : accounts(evidence).entrySet()) {
            results.add(account(evidence, account.getKey(), account.getValue()));
        }
        return results;
    }

    private CheckResult extraction(Evidence evidence, ScopedEntity entity) throws SQLException {
        Instant newest = evidence.time(entity, """
                select max(committed_at) as at from ops.manifest
                where source = :source and scope = :scope and entity = :entity and complete""");
        return fresh(
                evidence,
                entity,
                newest,
                "last complete extraction",
                "run 'skyfit extract' and look at why it did not end");
    }

    private static Map<String, List<ScopedEntity>> accounts(Evidence evidence) {
        return evidence.entities().stream()
                .filter(entity -> !entity.entity().version().isEmpty())
                .collect(Collectors.groupingBy(
                        entity -> entity.source().name() + "." + entity.scope(),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private CheckResult account(Evidence evidence, String account, List<ScopedEntity> entities) throws SQLException {
        Instant newest = null;
        for (ScopedEntity entity : entities) {
            Instant time = newestSourceTime(evidence, entity);
            if (newest == null || (time != null && time.isAfter(newest))) {
                newest = time;
            }
        }
        return fresh(
                evidence,
                account,
                newest,
                "newest change at the source",
                "see whether the account's token still sees all records, and whether anybody works there");
    }

    private static @Nullable Instant newestSourceTime(Evidence evidence, ScopedEntity entity) throws SQLException {
        return Query.of(
                        evidence.connection(),
                        Template.of("""
                                select max(_source_version) as at from {gold}
                                where scope = :scope and _source_version > '-infinity'""")
                                .with(
                                        "gold",
                                        GoldTable.of(entity.entity().table()).sql())
                                .sql())
                .bind("scope", entity.scope())
                .only(row -> row.instantOrNull("at"));
    }

    private CheckResult fresh(Evidence evidence, Object subject, @Nullable Instant time, String what, String advice) {
        boolean passed = time != null && !time.isBefore(evidence.now().minus(FRESH));
        String age = time == null
                ? "never"
                : time + ", " + Duration.between(time, evidence.now()).toHours() + " h ago";
        return result(subject, passed, what + ": " + age, "at most " + FRESH.toHours() + " h ago", advice);
    }
}
