package com.skyfit.lake.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a query answers, as tests like to compare it. */
final class Rows {

    private Rows() {}

    /** The rows of a query, each as its values' texts joined by {@code |}; null shows as {@code ∅}. */
    static List<String> of(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        String value = rows.getString(i);
                        values.add(value == null ? "∅" : value);
                    }
                    found.add(String.join("|", values));
                }
                return found;
            }
        }
    }
}
