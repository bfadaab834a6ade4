package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.expectation.Shares;
import com.skyfit.lake.warehouse.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The usual shares of a subject's lines or rows, item by item: with a filled column, with a field. Learned run by run
 * from the newest records, so that nothing has to be read again. A failing share is not learned: it stays a failure until it is back to normal.
 */
final class UsualShares {

    /** What fewer have can be missing from what came last by chance. */
    private static final double MOST = 0.5;

    /** The weight of the newest run against all before it: slow changes are followed within a week. */
    private static final double WEIGHT = 0.3;

    private record Usual(double share, String run, @Nullable String since) {}

    private final Evidence evidence;
    private final String check;
    private final String subject;
    private final Map<String, Usual> known = new TreeMap<>();
    private final Map<String, Usual> learnt = new TreeMap<>();

    private UsualShares(Evidence evidence, String check, String subject) {
        this.evidence = evidence;
        this.check = check;
        this.subject = subject;
    }

    /** What earlier runs have taught a check of a subject. */
    static UsualShares of(Evidence evidence, Check check, Object subject) throws SQLException {
        UsualShares shares = new UsualShares(evidence, check.name(), subject.toString());
        Query.of(evidence.connection(), """
                        select item, share::text as share, run_id, since_run_id from ops.usual_share
                        where check_name = :check and subject = :subject""")
                .bind("check", shares.check)
                .bind("subject", shares.subject)
                .each(row -> shares.known.put(
                        row.text("item"),
                        new Usual(
                                Double.parseDouble(row.text("share")),
                                row.text("run_id"),
                                row.textOrNull("since_run_id"))));
        return shares;
    }

    /** The items with a known share. */
    Set<String> items() {
        return Set.copyOf(known.keySet());
    }

    /** The fault of an item with this share in the newest records, the newest of them from that run: it has lost more than allowed. */
    Optional<Finding> lost(String item, double share, String run, Shares most) {
        Usual usual = known.get(item);
        if (usual == null) {
            learnt.put(item, new Usual(share, run, null));
            return Optional.empty();
        }
        double loss = usual.share() < MOST ? 0 : 1 - share / usual.share();
        String observed = item + ": " + Shares.percent(share) + ", usually " + Shares.percent(usual.share());
        if (most.fails(loss)) {
            return Optional.of(standing(item, usual, run, observed));
        }
        boolean isNew = !run.equals(usual.run());
        learnt.put(item, new Usual(isNew ? usual.share() * (1 - WEIGHT) + share * WEIGHT : usual.share(), run, null));
        return most.warns(loss) ? Optional.of(new Finding(observed, observed, false)) : Optional.empty();
    }

    /** The fault of an item that was never seen before, or that has been a failure since: it has more than a new one may. */
    Optional<Finding> gained(String item, double share, String run, Shares most) {
        Usual usual = known.get(item);
        if (usual != null && usual.since() == null) {
            return Optional.empty();
        }
        String observed = item + ": " + Shares.percent(share) + ", never before";
        if (most.fails(share)) {
            return Optional.of(standing(item, usual == null ? new Usual(0, run, null) : usual, run, observed));
        }
        learnt.put(item, new Usual(share, run, null));
        return most.warns(share) ? Optional.of(new Finding(observed, observed, false)) : Optional.empty();
    }

    /** Takes an item as usual without a question. */
    void learn(String item, double share, String run) {
        learnt.put(item, new Usual(share, run, null));
    }

    private Finding standing(String item, Usual usual, String run, String observed) {
        String since = usual.since() == null ? run : usual.since();
        learnt.put(item, new Usual(usual.share(), run, since));
        return new Finding(observed + ", since run " + since, item + " since run " + since, true);
    }

    /** Records what was learned; does empty if checks only read. */
    void note() throws SQLException {
        if (learnt.isEmpty() || evidence.connection().isReadOnly()) {
            return;
        }
        Query.of(evidence.connection(), Query.stored(UsualShares.class, "learn-shares"))
                .bind("check", check)
                .bind("subject", subject)
                .bind("items", learnt.keySet())
                .bind(
                        "shares",
                        learnt.values().stream()
                                .map(usual -> String.valueOf(usual.share()))
                                .toList())
                .bind("runs", learnt.values().stream().map(Usual::run).toList())
                .bind(
                        "since",
                        new ArrayList<>(learnt.values().stream()
                                .map(usual -> usual.since() == null ? "" : usual.since())
                                .toList()))
                .update();
    }
}
