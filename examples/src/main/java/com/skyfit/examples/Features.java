package com.skyfit.examples;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a lake offers to learn from. */
final class Features {

    /** Everything but keys: those name deals, stages and owners, and say nothing of ones that come later. */
    private static final String LABELLED = """
            select f.moment, f.stage_key, l.won_within_90_days, f.stage_order, f.stage_probability, f.deal_probability,
                ln(1 + greatest(f.value, 0)) as log_value, f.is_archived::int as is_archived,
                f.days_open, f.days_in_stage, f.days_since_change, f.days_since_activity_added, f.days_to_expected_close,
                f.changes_seen, f.stage_changes_seen, f.owner_changes_seen, f.value_changes_seen, f.expected_close_changes_seen,
                f.activities, f.activities_done, f.activities_planned, f.activities_overdue,
                f.owner_open_deals, f.owner_closed_deals, f.owner_win_rate
            from ml.deal_features f join ml.deal_labels l using (period, deal_key, scope_key)
            where l.won_within_90_days is not null
            order by f.moment, f.deal_key""";

    private static final int FIRST_FEATURE = 4;

    private Features() {}

    static List<OpenDeal> labelled(Connection connection) throws SQLException {
        List<OpenDeal> deals = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LABELLED);
                ResultSet rows = statement.executeQuery()) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                Map<String, Double> features = new TreeMap<>();
                for (int i = FIRST_FEATURE; i <= columns.getColumnCount(); i++) {
                    double value = rows.getDouble(i);
                    if (!rows.wasNull()) {
                        features.put(columns.getColumnName(i), value);
                    }
                }
                deals.add(new OpenDeal(
                        rows.getObject(1, OffsetDateTime.class).toInstant(),
                        rows.getLong(2),
                        features,
                        rows.getBoolean(3)));
            }
        }
        return deals;
    }
}
