package com.skyfit.lake.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.powerbi.tmdl.Column;
import com.skyfit.lake.powerbi.tmdl.ColumnName;
import com.skyfit.lake.powerbi.tmdl.DataType;
import com.skyfit.lake.powerbi.tmdl.ReadModel;
import com.skyfit.lake.powerbi.tmdl.Relationship;
import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import com.skyfit.lake.powerbi.tmdl.SemanticModel;
import com.skyfit.lake.powerbi.tmdl.Table;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an export says of the database, compared with the database. */
class ExportedRowsTest {

    private static final Pattern ITEM = Pattern.compile("Schema=\"((?:[^\"]|\"\")*)\", Item=\"((?:[^\"]|\"\")*)\"");
    private static final Pattern QUERY = Pattern.compile("NativeQuery\\(Source, \"((?:[^\"]|\"\")*)\"");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private ShippedStar shipped;

    @BeforeEach
    void built() throws Exception {
        shipped = new ShippedStar(database, home);
    }

    @Test
    void everySourceOfAColumnIsInTheDatabaseWithAFittingType() throws Exception {
        Map<String, DataType> types = new HashMap<>();
        for (Table table : shipped.exported(Language.EN).model().tables()) {
            String rows = sql(table);
            Map<String, String> columns = new TreeMap<>();
            database.execute("create view looked_at as " + rows);
            for (String row : database.rows(
                    "select a.attname, format_type(a.atttypid, null) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relname = 'looked_at' and a.attnum > 0")) {
                columns.put(row.substring(0, row.lastIndexOf('|')), row.substring(row.lastIndexOf('|') + 1));
            }
            database.execute("drop view looked_at");
            for (Column column : table.columns()) {
                assertThat(columns).as(table.name()).containsKey(column.source());
                assertThat(ColumnType.of(String.valueOf(columns.get(column.source())))
                                .orElseThrow()
                                .type())
                        .as(table.name() + "." + column.name())
                        .isEqualTo(column.type());
                types.put(table.name() + "." + column.name(), column.type());
            }
        }
        assertThat(types).hasSizeGreaterThan(200);
    }

    @Test
    void whatRelationshipsRelyOnHoldsInTheDatabase() throws Exception {
        SemanticModel model = shipped.exported(Language.EN).model();
        Map<String, Table> tables = model.tables().stream().collect(Collectors.toMap(Table::name, table -> table));
        int complete = 0;
        for (Relationship relationship : model.relationships()) {
            Column from = column(tables, relationship.from());
            Column to = column(tables, relationship.to());
            assertThat(from.type()).isEqualTo(to.type());
            String one = "(" + sql(table(tables, relationship.to())) + ") one";
            String many = "(" + sql(table(tables, relationship.from())) + ") many";
            String toColumn = "one." + Sql.name(to.source());
            String fromColumn = "many." + Sql.name(from.source());
            assertThat(database.rows("select 1 from " + one + " group by " + toColumn + " having count(*) > 1 or "
                            + toColumn + " is null"))
                    .as(relationship.toString())
                    .isEmpty();
            if (relationship.kind() == Kind.ONE_TO_ONE) {
                assertThat(database.rows("select 1 from " + many + " group by " + fromColumn + " having count(*) > 1"))
                        .as(relationship.toString())
                        .isEmpty();
            }
            if (relationship.isComplete()) {
                complete++;
                assertThat(database.rows("select " + fromColumn + " from " + many + " left join " + one + " on "
                                + fromColumn + " = " + toColumn + " where " + toColumn + " is null"))
                        .as(relationship.toString())
                        .isEmpty();
            }
        }
        assertThat(complete).isGreaterThan(20);
    }

    /** The rows of a table as the database gives them to Power BI. */
    private static String sql(Table table) {
        String m = table.partition().expression();
        Matcher item = ITEM.matcher(m);
        if (item.find()) {
            return "select * from " + Sql.name(ReadModel.text(item.group(1)), ReadModel.text(item.group(2)));
        }
        Matcher query = QUERY.matcher(m);
        assertThat(query.find()).as(m).isTrue();
        return ReadModel.text(query.group(1));
    }

    private static Table table(Map<String, Table> tables, ColumnName name) {
        return Objects.requireNonNull(tables.get(name.table()), name.table());
    }

    private static Column column(Map<String, Table> tables, ColumnName name) {
        return table(tables, name).columns().stream()
                .filter(column -> column.name().equals(name.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name));
    }
}
