package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild makes gold match silver, whatever was done to it, and touches nothing else. */
final class RebuildTest {

    private static final Catalog CATALOG = CatalogReader.shipped();
    private static final Source ZENDESK = CATALOG.source("zendesk");

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    @BeforeEach
    void bringsTicketsToGold() throws Exception {
        LakeUnderTest tickets = new LakeUnderTest(folder, database.get(), ZENDESK, "tickets");
        tickets.bronze("support", "20260101T060000Z", ticket(1, 1, "a"), ticket(2, 1, "b"), ticket(3, 1, "c"))
                .run();
        tickets.bronze("support", "20260102T060000Z", ticket(2, 2, "b"), ticket(3, 2, "d"))
                .run();
    }

    private static String ticket(int id, int second, String tag) {
        return "{\"id\":%d,\"status\":\"open\",\"generated_timestamp\":%d,\"tags\":[\"%s\"],\"new\":1}"
                .formatted(id, 1767225600 + second, tag);
    }

    private List<Digest> digest() throws SQLException {
        return Digest.of(database.get(), CATALOG, entity -> entity.name().equals("tickets"));
    }

    private Transformed rebuild() throws SQLException, InterruptedException {
        return new Transform(database.get()).rebuild(ZENDESK, ZENDESK.entity("tickets"));
    }

    @Test
    void changesNothingWhereNothingWasWrong() throws Exception {
        List<Digest> before = digest();
        List<String> physical = database.rows("select ctid, xmin, _updated_at from core.zd_tickets order by 1");

        Transformed done = rebuild();

        assertThat(done).isEqualTo(new Transformed(5, 0, 0, 3, 0, 0));
        assertThat(digest()).isEqualTo(before);
        assertThat(database.rows("select ctid, xmin, _updated_at from core.zd_tickets order by 1"))
                .isEqualTo(physical);
    }

    @Test
    void restoresRowsThatAreMissingWrongOrTooMuch() throws Exception {
        List<Digest> before = digest();
        database.execute("delete from core.zd_tickets where ticket_id = 1");
        database.execute("update core.zd_tickets set subject = 'by hand' where ticket_id = 2");
        database.execute("update core.zd_tickets set ticket_id = 99 where ticket_id = 3");
        database.execute("delete from core.zd_ticket_tags");

        Transformed done = rebuild();

        assertThat(done).isEqualTo(new Transformed(5, 2, 1, 0, 1, 0));
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void keepsTheTablesSoThatViewsOfAnybodyStay() throws Exception {
        database.execute("create view public.mine as select ticket_id from core.zd_tickets");
        database.execute("delete from core.zd_tickets");

        rebuild();

        assertThat(database.rows("select * from public.mine order by 1")).containsExactly("1", "2", "3");
    }

    @Test
    void letsReadersSeeTheOldStateUntilItEnds() throws Exception {
        try (Connection reader = database.get().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select * from core.zd_tickets");

            rebuild();

            try (var rows = statement.executeQuery("select count(*) from core.zd_tickets")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
            reader.rollback();
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        String tables = "select count(*) from pg_class where relkind in ('r', 'i', 'v')"
                + " and relnamespace not in (select oid from pg_namespace where nspname like 'pg_toast%' or nspname = 'pg_catalog')";
        List<String> before = database.rows(tables);

        rebuild();

        assertThat(database.rows(tables)).isEqualTo(before);
    }
}
