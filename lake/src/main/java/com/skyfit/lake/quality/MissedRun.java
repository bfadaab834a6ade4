package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.expectation.Ages;
import com.skyfit.lake.warehouse.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether runs start as often as they are expected to, source by source, in working time. A run that never started says nothing by itself, so
 * this finds something only where another command checks.
 */
final class MissedRun implements Check {

    static final String NAME = "missed-run";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        Set<Source> sources = new LinkedHashSet<>();
        for (ScopedEntity entity : evidence.entities()) {
            sources.add(entity.source());
        }
        for (Source source : sources) {
            results.add(look(evidence, source));
        }
        return results;
    }

    private CheckResult look(Evidence evidence, Source source) throws SQLException {
        Ages ages = source.expectations().runs();
        String expected = ages + " ago";
        Instant newest = newest(evidence, source);
        if (newest == null) {
            return passed(source.name(), "no run has asked it yet", expected);
        }
        Duration age = source.expectations().calendar().worked(newest, evidence.now());
        String what = "the newest run that asked it started at " + newest;
        String observed = what + ", " + age.toHours() + " h of working time ago";
        String advice = "see whether the schedule is active and the machine was on, then run 'skyfit run'";
        if (ages.fails(age)) {
            return failed(source.name(), observed, expected, advice, what);
        }
        return ages.warns(age)
                ? warned(source.name(), observed, expected, advice, what)
                : passed(source.name(), observed, expected);
    }

    private static @Nullable Instant newest(Evidence evidence, Source source) throws SQLException {
        return Query.of(evidence.connection(), """
                        select r.started_at as at from ops.run r
                        where r.run_id = (
                            select u.run_id from ops.run_unit u where u.source = :source and u.stage = 'extract'
                            order by u.run_id collate "C" desc limit 1)""")
                .bind("source", source.name())
                .first(row -> row.instant("at"))
                .orElse(null);
    }
}
