package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.Relation;
import com.skyfit.lake.powerbi.star.CustomTable;
import com.skyfit.lake.powerbi.star.CustomTable.Field;
import com.skyfit.lake.powerbi.tmdl.M;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.util.List;
import java.util.stream.Collectors;

/** Where the rows of tables come from, in M: a table or view as it is, or what a query makes of it, which the database computes. */
final class Rows {

    static final String SERVER = "Server";
    static final String DATABASE = "Database";

    private static final String FROM_DATABASE = """
            let
                Source = PostgreSQL.Database(%s, %s, [CreateNavigationProperties=false]),
                Data = %s
            in
                Data""";

    /** Relationships need one column; the view has the two that the key of the star is made of. */
    private static final Template WITH_KEY =
            Template.of("select v.{id} * 64 + {number} as {key}, {fields} from {view} v where not v.is_deleted");

    private Rows() {}

    static String of(Relation relation) {
        return from("Source{[Schema=" + M.text(relation.schema()) + ", Item=" + M.text(relation.name()) + "]}[Data]");
    }

    /** @param fields those that are shown */
    static String of(CustomTable table, List<Field> fields) {
        String sql = WITH_KEY.with("id", Sql.name(table.id()))
                .with("number", Long.toString(table.number()))
                .with("key", Sql.name(table.ownKey()))
                .with(
                        "fields",
                        fields.stream()
                                .map(field -> "v." + Sql.name(field.column().name()))
                                .collect(Collectors.joining(", ")))
                .with("view", table.view().sql())
                .sql();
        return from("Value.NativeQuery(Source, " + M.text(sql) + ", null, [EnableFolding=true])");
    }

    private static String from(String data) {
        return FROM_DATABASE.formatted(SERVER, DATABASE, data);
    }
}
