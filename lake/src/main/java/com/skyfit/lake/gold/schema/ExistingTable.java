package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table of gold as the database has it.
 *
 * @param types of its columns by their names, in the table's order, as {@code format_type} shows them; none where there is no such table
 * @param key the columns of its primary key, in the order of the index; none where it has none
 */
record ExistingTable(Map<String, String> types, List<String> key) {

    private static final String COLUMNS = """
            select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
                coalesce(array_position(i.indkey::int2[], a.attnum), -1) as place_in_key
            from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
            where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    static ExistingTable read(Connection connection, GoldTable table) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        Map<Long, String> key = new TreeMap<>();
        Query.of(connection, COLUMNS).bind("table", table.sql()).each(row -> {
            types.put(row.text("name"), row.text("type"));
            if (row.number("place_in_key") >= 0) {
                key.put(row.number("place_in_key"), row.text("name"));
            }
        });
        return new ExistingTable(types, List.copyOf(key.values()));
    }

    boolean isMissing() {
        return types.isEmpty();
    }

    boolean has(String column) {
        return types.containsKey(column);
    }
}
