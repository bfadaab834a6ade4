package com.skyfit.lake.status;

import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run at work waits for.
 *
 * @param source the source's name
 * @param scope the business unit
 * @param entity the entity's name
 * @param until when it goes on
 * @param reason a rate limit, or what went wrong with the last attempt
 */
public record Waiting(String source, String scope, String entity, Instant until, String reason) {

    /** All that are not over, in the order of their names. */
    public static List<Waiting> read(Warehouse warehouse) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement query = connection.prepareStatement("""
                        select source, scope, entity, until_at, reason from ops.wait
                        where until_at > now() order by source, scope, entity""");
                ResultSet rows = query.executeQuery()) {
            List<Waiting> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Waiting(
                        rows.getString("source"),
                        rows.getString("scope"),
                        rows.getString("entity"),
                        rows.getObject("until_at", OffsetDateTime.class).toInstant(),
                        rows.getString("reason")));
            }
            return found;
        }
    }
}
