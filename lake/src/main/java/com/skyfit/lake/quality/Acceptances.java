package com.skyfit.lake.quality;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Findings of checks that operators have accepted: the newest of each check and subject. An acceptance applies to that incident and no other. */
public final class Acceptances {

    private record About(String check, String subject) {}

    private final Map<About, String> incidents;

    private Acceptances(Map<About, String> incidents) {
        this.incidents = incidents;
    }

    static Acceptances read(Connection connection) throws SQLException {
        Map<About, String> incidents = new HashMap<>();
        Query.of(connection, """
                        select distinct on (check_name, subject) check_name, subject, incident from ops.check_result
                        where status = 'accepted' and incident is not null
                        order by check_name, subject, run_id collate "C" desc""")
                .each(row ->
                        incidents.put(new About(row.text("check_name"), row.text("subject")), row.text("incident")));
        return new Acceptances(incidents);
    }

    CheckResult apply(CheckResult result) {
        String accepted = incidents.get(new About(result.check(), result.subject()));
        return result.status() == Verdict.FAILED && result.incident().equals(accepted) ? result.accepted() : result;
    }

    /**
     * Accepts the latest finding of a check.
     *
     * @param reason in words of the operator
     * @return what was accepted; empty if the newest result of that check and subject is not a failure
     */
    public static Optional<String> accept(Warehouse warehouse, String check, String subject, String reason, Instant now)
            throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Query.of(connection, """
                            update ops.check_result r
                            set status = 'accepted', accepted_at = :now, accepted_reason = :reason
                            where r.check_name = :check and r.subject = :subject and r.status = 'failed'
                                and r.run_id = (
                                    select max(newest.run_id collate "C") from ops.check_result newest
                                    where newest.check_name = :check and newest.subject = :subject)
                            returning observed""")
                    .bind("check", check)
                    .bind("subject", subject)
                    .bind("reason", reason)
                    .bind("now", now)
                    .first(row -> row.text("observed"));
        }
    }
}
