package com.skyfit.lake.documentation;

import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values that columns have, for people who wonder what they look like.
 *
 * @param byRelation of relations {@code schema.name}, the values of their columns; a column without any is missing
 */
public record Examples(Map<String, Map<String, List<String>>> byRelation) {

    /** No examples: the database was not asked. */
    public static final Examples NONE = new Examples(Map.of());

    /** Some columns, such as those of free text, have long values. */
    private static final int LONGEST = 40;

    /** Of a sample, because a table may be large: the most frequent values of each column, which say more than rare ones. */
    private static final Template VALUES = Template.of("""
            select array(
                select left(value, {longest}) from (select {column}::text as value from {relation} limit 2000) sample
                where value <> '' group by value order by count(*) desc, value limit 3) as examples""");

    public Examples {
        byRelation = Map.copyOf(byRelation);
    }

    /**
     * Reads examples of tables and views; one that is not there has none.
     *
     * @param columns to be read of each relation: none with personal data
     */
    static Examples read(Warehouse warehouse, Map<String, Set<String>> columns) throws SQLException {
        Map<String, Map<String, List<String>>> found = new HashMap<>();
        try (Connection connection = warehouse.connect()) {
            for (Map.Entry<String, Set<String>> relation : columns.entrySet()) {
                found.put(relation.getKey(), read(connection, relation.getKey(), relation.getValue()));
            }
        }
        return new Examples(found);
    }

    private static Map<String, List<String>> read(Connection connection, String relation, Collection<String> columns)
            throws SQLException {
        Map<String, List<String>> examples = new HashMap<>();
        String quoted =
                Sql.name(relation.substring(0, relation.indexOf('.')), relation.substring(relation.indexOf('.') + 1));
        List<String> there = Query.of(connection, """
                        select a.attname::text as name from pg_attribute a
                        where a.attrelid = to_regclass(:relation) and a.attnum > 0 and not a.attisdropped""").bind("relation", quoted).list(row -> row.text("name"));
        for (String column : there) {
            if (columns.contains(column)) {
                List<String> values = Query.of(
                                connection,
                                VALUES.with("longest", String.valueOf(LONGEST))
                                        .with("column", Sql.name(column))
                                        .with("relation", quoted)
                                        .sql())
                        .one(row -> row.texts("examples"));
                if (!values.isEmpty()) {
                    examples.put(column, values);
                }
            }
        }
        return examples;
    }

    List<String> of(String relation, String column) {
        return byRelation.getOrDefault(relation, Map.of()).getOrDefault(column, List.of());
    }
}
