package com.skyfit.lake.gold.schema;

import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as the database has it.
 *
 * @param types of its columns by their names, in the table's order, as {@code format_type} shows them; none if there is no such table
 * @param key its primary key
 * @param comments on it, under the empty text, and on its columns, by their names; none where there is none
 */
public record ExistingTable(Map<String, String> types, Key key, Map<String, String> comments) {

    /**
     * A primary key.
     *
     * @param name of the constraint; empty text if the table has none
     * @param columns in the order of the index
     * @param needed whether a view or a foreign key would not be without it
     */
    public record Key(String name, List<String> columns, boolean needed) {

        public Key {
            columns = List.copyOf(columns);
        }

        boolean isMissing() {
            return name.isEmpty();
        }
    }

    private static final String KEY = """
            select c.conname as name,
                array(select a.attname::text from unnest(c.conkey) with ordinality k(attnum, n)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum order by k.n) as columns,
                exists (select from pg_depend d
                    where d.deptype = 'n'
                        and ((d.refclassid = 'pg_constraint'::regclass and d.refobjid = c.oid)
                            or (d.refclassid = 'pg_class'::regclass and d.refobjid = c.conindid))) as needed
            from pg_constraint c where c.conrelid = to_regclass(:table) and c.contype = 'p'""";

    private static final String COLUMNS = """
            select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
            where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    private static final String COMMENTS = """
            select coalesce(a.attname, '') as name, d.description as text
            from pg_description d left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid and a.attnum > 0
            where d.classoid = 'pg_class'::regclass and d.objoid = to_regclass(:table)""";

    /**
     * Reads what the database has.
     *
     * @param table as SQL names it
     */
    public static ExistingTable read(Connection connection, String table) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        Query.of(connection, COLUMNS).bind("table", table).each(row -> types.put(row.text("name"), row.text("type")));
        Key key = Query.of(connection, KEY)
                .bind("table", table)
                .first(row -> new Key(row.text("name"), row.texts("columns"), row.flag("needed")))
                .orElse(new Key("", List.of(), false));
        Map<String, String> comments = new HashMap<>();
        Query.of(connection, COMMENTS)
                .bind("table", table)
                .each(row -> comments.put(row.text("name"), row.text("text")));
        return new ExistingTable(types, key, comments);
    }

    /** Whether there is no such table. */
    public boolean isMissing() {
        return types.isEmpty();
    }

    /** Whether it has a column of that name. */
    public boolean has(String column) {
        return types.containsKey(column);
    }
}
