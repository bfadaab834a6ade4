package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether extractions are recent, entity by entity, and whether the source's own newest change is, account by account: a quiet entity is no
 * sign, a quiet account is. A change that bears a time to come says nothing of how recent an account is, and is a finding of its own.
 */
final class Freshness implements Check {

    /** An older extraction is not current. */
    static final Duration EXTRACTED = Duration.ofHours(24);

    /** An account where nothing changed for so much working time is worth a look. */
    static final Duration QUIET = Duration.ofHours(24);

    /** And after so much, either nobody works there or we no longer see it. */
    static final Duration SILENT = Duration.ofDays(3);

    /** So far a source's clock, or a zone that somebody took for another, may be ahead. */
    private static final Duration AHEAD = Duration.ofHours(26);

    private static final Template NEWEST = Template.of("""
            select max(_source_version) filter (where _source_version <= :now) as newest,
                count(*) filter (where _source_version > :ahead) as ahead
            from {gold} where scope = :scope and _source_version is not null""");

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
        Set<Account> accounts = new LinkedHashSet<>();
        evidence.entities().forEach(entity -> accounts.add(new Account(entity.source(), entity.scope())));
        for (Account account : accounts) {
            if (account.entities().findAny().isPresent()) {
                results.addAll(account(evidence, account));
            }
        }
        return results;
    }

    private CheckResult extraction(Evidence evidence, ScopedEntity entity) throws SQLException {
        Instant newest = evidence.about(entity, """
                        select max(committed_at) as at from ops.manifest
                        where source = :source and scope = :scope and entity = :entity and complete and committed_at <= :now""").bind("now", evidence.now()).only(row -> row.instantOrNull("at"));
        String expected = "at most " + EXTRACTED.toHours() + " h ago";
        String advice = "run 'skyfit extract' and look at why it did not end";
        if (newest == null) {
            return failed(entity, "last complete extraction: never", expected, advice);
        }
        String what = "last complete extraction: " + newest;
        String observed = what + ", " + Duration.between(newest, evidence.now()).toHours() + " h ago";
        return newest.isBefore(evidence.now().minus(EXTRACTED))
                ? failed(entity, observed, expected, advice, what)
                : passed(entity, observed, expected);
    }

    /** All entities of a source in a scope that have a clock, the ones that this run did not select among them. */
    private record Account(Source source, String scope) {
        Stream<Entity> entities() {
            return source.entities().stream().filter(entity -> !entity.version().isEmpty());
        }

        @Override
        public String toString() {
            return source.name() + "." + scope;
        }
    }

    private record Clock(@Nullable Instant newest, long ahead) {}

    private List<CheckResult> account(Evidence evidence, Account account) throws SQLException {
        Instant newest = null;
        long ahead = 0;
        for (Entity entity : account.entities().toList()) {
            Clock clock = clock(evidence, account, entity);
            ahead += clock.ahead();
            if (newest == null || (clock.newest() != null && clock.newest().isAfter(newest))) {
                newest = clock.newest();
            }
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(changes(evidence, account, newest));
        if (ahead > 0) {
            String observed = ahead + " records bear a time to come";
            results.add(warned(
                    account + " (times)",
                    observed,
                    "no time later than now",
                    "correct them at the source: they win over every true change until that time comes",
                    observed));
        }
        return results;
    }

    private static Clock clock(Evidence evidence, Account account, Entity entity) throws SQLException {
        GoldTable gold = GoldTable.of(entity.table());
        boolean exists = Query.of(evidence.connection(), "select to_regclass(:table) is not null as known")
                .bind("table", gold.sql())
                .one(row -> row.flag("known"));
        if (!exists) {
            return new Clock(null, 0);
        }
        return Query.of(evidence.connection(), NEWEST.with("gold", gold.sql()).sql())
                .bind("scope", account.scope())
                .bind("now", evidence.now())
                .bind("ahead", evidence.now().plus(AHEAD))
                .one(row -> new Clock(row.instantOrNull("newest"), row.number("ahead")));
    }

    private CheckResult changes(Evidence evidence, Account account, @Nullable Instant newest) {
        String expected = "at most " + QUIET.toHours() + " h of working time ago";
        String advice = "see whether the account's token still sees all records, and whether anybody works there";
        if (newest == null) {
            return failed(account, "newest change at the source: never", expected, advice);
        }
        Duration quiet = WorkingTime.between(newest, evidence.now());
        String what = "newest change at the source: " + newest;
        String observed = what + ", " + quiet.toHours() + " h of working time ago";
        if (quiet.compareTo(QUIET) <= 0) {
            return passed(account, observed, expected);
        }
        return quiet.compareTo(SILENT) <= 0
                ? warned(account, observed, expected, advice, what)
                : failed(account, observed, expected, advice, what);
    }
}
