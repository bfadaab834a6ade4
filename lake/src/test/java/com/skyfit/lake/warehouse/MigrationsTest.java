package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private static List<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("V"))
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    @Test
    void theNewestNumberIsThatOfTheHighestFile() throws IOException {
        List<Integer> numbers = numbers();

        assertThat(Migrations.NEWEST).isEqualTo(String.valueOf(numbers.get(numbers.size() - 1)));
    }

    @Test
    void aDatabaseOfAnEarlierVersionIsMigrated() throws Exception {
        database.execute("drop schema ops cascade");

        Warehouse.open(database.get().address()).close();

        assertThat(database.rows("select count(*) from ops.schema_history where version is not null"))
                .containsExactly(String.valueOf(numbers().size()));
    }

    @Test
    void aDatabaseOfALaterVersionIsRefused() throws Exception {
        database.execute("""
                insert into ops.schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (1000, '99999', 'of a later release', 'SQL', 'V99999__later.sql', 'skyfit', 1, true)""");

        assertThatThrownBy(() -> Warehouse.open(database.get().address()))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("newer release");
    }

    @Test
    void whoMayOnlyReadGoldOpensTheWarehouseToRead() throws Exception {
        DatabaseAddress owner = database.get().address();
        String role = "reader_" + owner.database();
        database.execute("create schema core; create table core.t as select 7 as n; create role " + role
                + " login password 'secret'; grant usage on schema core to " + role
                + "; grant select on all tables in schema core to " + role);
        DatabaseAddress reader =
                new DatabaseAddress(owner.host(), owner.port(), owner.database(), role, "secret", owner.encryption());
        try (Warehouse warehouse = Warehouse.openToRead(reader);
                var connection = warehouse.connect()) {
            assertThat(Query.of(connection, "select n from core.t").list(row -> row.number("n")))
                    .containsExactly(7L);
        }
        assertThatThrownBy(() -> Warehouse.open(reader)).hasMessageContaining("permission denied");
    }
}
