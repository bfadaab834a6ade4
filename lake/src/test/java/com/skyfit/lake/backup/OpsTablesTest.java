package com.skyfit.lake.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class OpsTablesTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @Test
    void eachTableOfOpsIsEitherKeptOrMadeAgain() throws SQLException {
        List<String> named = new ArrayList<>(OpsTables.KEPT);
        named.addAll(OpsTables.MADE_AGAIN);

        assertThat(named)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        database.rows(
                                "select relname from pg_class where relnamespace = 'ops'::regnamespace and relkind in ('r', 'p')"));
    }
}
