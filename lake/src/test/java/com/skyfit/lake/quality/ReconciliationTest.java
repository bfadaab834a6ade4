package com.skyfit.lake.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.LakeUnderTest;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The running total must never exceed a full recount; if they differ, the recount is reported. */
class ReconciliationTest {

    private static final Source ZENDESK = CatalogReader.shipped().source("zendesk");
    private static final ScopedEntity GROUPS = new ScopedEntity(ZENDESK, "support", ZENDESK.entity("groups"));

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private LakeUnderTest lake;

    @BeforeEach
    void bringsGroupsToGold() throws Exception {
        lake = new LakeUnderTest(folder, database.get(), ZENDESK, "groups");
        lake.bronze("support", "20260101T060000Z", "{\"id\":1}", "{\"id\":2}").run();
        assertThat(reconciled().breaches()).isEmpty();
    }

    private Reconciliation reconciled() throws SQLException {
        try (Connection connection = database.get().connect()) {
            return Reconciliation.of(connection, GROUPS);
        }
    }

    private Reconciliation.Differences differences() throws SQLException {
        try (Connection connection = database.get().connect()) {
            return Reconciliation.differences(connection, GROUPS, 10);
        }
    }

    @Test
    void newFilesAreCountedOnTopOfTheAccount() throws Exception {
        lake.bronze("support", "20260102T060000Z", "{\"id\":2}", "{\"id\":3}").run();

        Reconciliation found = reconciled();

        assertThat(found.keys()).isEqualTo(3);
        assertThat(found.breaches()).isEmpty();
        assertThat(database.rows("select count(*) from ops.file where reconciled_at is null"))
                .containsExactly("0");
    }

    @Test
    void aRowOfANewFileThatGoldLacksIsFound() throws Exception {
        lake.bronze("support", "20260102T060000Z", "{\"id\":3}").run();
        database.execute("delete from core.zd_groups where group_id = 3");

        assertThat(reconciled().breaches()).containsExactly("3 business keys in silver <> 2 gold rows");
    }

    @Test
    void aGoldRowThatVanishedLaterIsFound() throws Exception {
        database.execute("delete from core.zd_groups where group_id = 1");

        assertThat(reconciled().breaches()).containsExactly("2 business keys in silver <> 1 gold rows");
    }

    @Test
    void anAccountThatIsWrongIsPutRightByTheRecount() throws Exception {
        database.execute("update ops.gold_keys set keys = 7");

        assertThat(reconciled().breaches()).isEmpty();
        assertThat(database.rows("select keys from ops.gold_keys")).containsExactly("2");
    }

    @Test
    void keysThatDifferWhileCountsAgreeAreNamed() throws Exception {
        database.execute("update core.zd_groups set group_id = 9 where group_id = 1");

        assertThat(differences()).isEqualTo(new Reconciliation.Differences(List.of("1"), List.of("9")));
    }
}
