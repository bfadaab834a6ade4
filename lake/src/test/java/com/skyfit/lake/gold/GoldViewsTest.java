package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.schema.GoldViews;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GoldViewsTest {

    private static final Map<String, List<String>> SCOPES =
            Map.of("pipedrive", List.of("comercial", "expansao"), "zendesk", List.of("support"));

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    private final Catalog catalog = CatalogReader.shipped();

    @BeforeEach
    void tables() throws SQLException {
        Transform transform = new Transform(database.get());
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                transform.prepare(source, entity);
            }
        }
    }

    private List<String> apply(Catalog views) throws SQLException {
        return new GoldViews(database.get()).apply(views, SCOPES);
    }

    @Test
    void everyScopeOfATableHasItsView() throws SQLException {
        assertThat(apply(catalog))
                .contains("vw_pd_deals_comercial", "vw_pd_persons_expansao", "vw_pd_activities_comercial")
                .contains("vw_pd_organizations_comercial", "vw_pd_users_expansao")
                .hasSize(10);
    }

    @Test
    void viewsThatHaveNotChangedAreLeftAlone() throws SQLException {
        apply(catalog);

        assertThat(apply(catalog)).isEmpty();
    }

    @Test
    void aScopeViewShowsItsScopeOnly() throws SQLException {
        apply(catalog);
        database.execute("""
                insert into core.pd_users (user_id, scope, name, _source_version, _source_run_id, _file_id, _line_no)
                values (1, 'comercial', 'Ana', now(), '20260101T000000Z', 1, 1), (1, 'expansao', 'Bia', now(), '20260101T000000Z', 1, 2)""");

        assertThat(database.rows("select name from core.vw_pd_users_expansao")).containsExactly("Bia");
    }

    @Test
    void aColumnThatATableGainsAppearsInItsScopeViews() throws SQLException {
        apply(catalog);
        database.execute("alter table core.pd_deals add column contract_number text");

        assertThat(apply(catalog)).containsExactly("vw_pd_deals_comercial", "vw_pd_deals_expansao");
        assertThat(database.rows("select contract_number from core.vw_pd_deals_comercial"))
                .isEmpty();
    }

    @Test
    void aViewThatSomebodyDroppedIsMadeAgain() throws SQLException {
        apply(catalog);
        database.execute("drop view core.vw_pd_users_expansao");

        assertThat(apply(catalog)).containsExactly("vw_pd_users_expansao");
    }

    @Test
    void aViewThatCannotBeReplacedIsNamedAndAllStayAsTheyWere() throws SQLException {
        apply(catalog);
        database.execute("drop view core.vw_pd_deals_comercial");
        database.execute("drop view core.vw_pd_users_expansao");
        database.execute("create view core.vw_pd_users_expansao as select 1 as one, 2 as two");
        database.execute("update ops.gold_view set fingerprint = '' where view_name = 'vw_pd_users_expansao'");

        assertThatThrownBy(() -> apply(catalog)).hasMessageContaining("core.vw_pd_users_expansao");
        assertThat(database.rows("select to_regclass('core.vw_pd_deals_comercial')"))
                .containsExactly("∅");
    }
}
