package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.expectation.Ages;
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
import org.jspecify.annotations.Nullable;

/**
 * Whether extractions are recent, entity by entity, and whether the source's own newest change is, account by account: a quiet entity is no
 * sign, a quiet account is. An entity whose own silence is a sign has ages for its changes in the catalog. A change with a future time
 * does not make an account recent, and is a separate finding.
 */
final class Freshness implements Check {

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
        for (ScopedEntity entity : evidence.entities()) {
            Ages ages = entity.source()
                    .expectations()
                    .changesOf(entity.entity().name())
                    .orElse(null);
            if (ages != null && hasClock(entity) && !evidence.isUnavailable(entity)) {
                results.add(changes(
                        evidence,
                        new Account(entity.source(), entity.scope()),
                        entity + " (changes)",
                        ages,
                        clock(evidence, entity).newest()));
            }
        }
        Set<Account> accounts = new LinkedHashSet<>();
        evidence.entities().forEach(entity -> accounts.add(new Account(entity.source(), entity.scope())));
        for (Account account : accounts) {
            if (account.entities().stream().anyMatch(Freshness::hasClock)) {
                results.addAll(account(evidence, account));
            }
        }
        return results;
    }

    private static boolean hasClock(ScopedEntity entity) {
        return !entity.entity().version().isEmpty();
    }

    private CheckResult extraction(Evidence evidence, ScopedEntity entity) throws SQLException {
        Instant newest = Extractions.newest(evidence, entity);
        Ages ages = entity.expected().extracted();
        String expected = ages + " ago";
        String advice = "run 'skyfit extract' and check why it did not complete";
        if (newest == null) {
            return failed(entity, "last complete extraction: never", expected, advice);
        }
        Duration age = Duration.between(newest, evidence.now());
        String what = "last complete extraction: " + newest;
        return aged(entity, ages, age, what, what + ", " + age.toHours() + " h ago", expected, advice);
    }

    private CheckResult aged(
            Object subject, Ages ages, Duration age, String what, String observed, String expected, String advice) {
        if (ages.fails(age)) {
            return failed(subject, observed, expected, advice, what);
        }
        return ages.warns(age)
                ? warned(subject, observed, expected, advice, what)
                : passed(subject, observed, expected);
    }

    /** All entities of a source in a scope, the ones that this run did not select among them. */
    private record Account(Source source, String scope) {
        List<ScopedEntity> entities() {
            return source.entities().stream()
                    .map(entity -> new ScopedEntity(source, scope, entity))
                    .toList();
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
        List<String> unread = new ArrayList<>();
        for (ScopedEntity entity : account.entities()) {
            if (hasClock(entity)) {
                Clock clock = clock(evidence, entity);
                ahead += clock.ahead();
                if (newest == null || (clock.newest() != null && clock.newest().isAfter(newest))) {
                    newest = clock.newest();
                }
                if (!evidence.isUnavailable(entity) && !Extractions.areCurrent(evidence, entity)) {
                    unread.add(entity.entity().name());
                }
            }
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(changes(evidence, account, newest, unread));
        if (ahead > 0) {
            String observed = ahead + " records have a time in the future";
            results.add(warned(
                    account + " (times)",
                    observed,
                    "no time later than now",
                    "correct them at the source: they win over every true change until that time comes",
                    observed));
        }
        return results;
    }

    private static Clock clock(Evidence evidence, ScopedEntity entity) throws SQLException {
        GoldTable gold = GoldTable.of(entity.entity().table());
        boolean exists = Query.of(evidence.connection(), "select to_regclass(:table) is not null as known")
                .bind("table", gold.sql())
                .one(row -> row.flag("known"));
        if (!exists) {
            return new Clock(null, 0);
        }
        return Query.of(evidence.connection(), NEWEST.with("gold", gold.sql()).sql())
                .bind("scope", entity.scope())
                .bind("now", evidence.now())
                .bind("ahead", evidence.now().plus(AHEAD))
                .one(row -> new Clock(row.instantOrNull("newest"), row.number("ahead")));
    }

    /** The account is as recent as its newest change; without one, it is quiet only if every entity was asked lately. */
    private CheckResult changes(Evidence evidence, Account account, @Nullable Instant newest, List<String> unread) {
        Ages ages = account.source().expectations().changes(account.scope());
        CheckResult result = changes(evidence, account, account.toString(), ages, newest);
        return result.status() == Verdict.PASSED || unread.isEmpty()
                ? result
                : passed(
                        account,
                        result.observed() + "; there may be others, " + unread.size()
                                + " entities were not read recently, such as " + unread.get(0),
                        result.expected());
    }

    private CheckResult changes(
            Evidence evidence, Account account, String subject, Ages ages, @Nullable Instant newest) {
        String expected = ages + " of working time ago";
        String advice = "check whether the account's token still sees all records, and whether anybody works there";
        if (newest == null) {
            return failed(subject, "newest change at the source: never", expected, advice);
        }
        Duration quiet = account.source().expectations().calendar().worked(newest, evidence.now());
        String what = "newest change at the source: " + newest;
        return aged(
                subject, ages, quiet, what, what + ", " + quiet.toHours() + " h of working time ago", expected, advice);
    }
}
