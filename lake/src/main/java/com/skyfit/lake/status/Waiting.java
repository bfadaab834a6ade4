package com.skyfit.lake.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * What the active run waits for.
 *
 * @param subject whose extraction waits
 * @param until when it resumes
 * @param reason a rate limit, or what went wrong with the last attempt
 */
public record Waiting(@JsonUnwrapped Subject subject, Instant until, String reason) {

    /** All that are not over, in the order of their names. */
    public static List<Waiting> read(Warehouse warehouse) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Query.of(connection, """
                            select source, scope, entity, until_at, reason from ops.wait
                            where until_at > now() order by source, scope, entity""")
                    .list(row -> new Waiting(
                            new Subject(row.text("source"), row.text("scope"), row.text("entity")),
                            row.instant("until_at"),
                            row.text("reason")));
        }
    }
}
