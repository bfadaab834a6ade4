package com.skyfit.lake.catalog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.View;
import com.skyfit.lake.warehouse.PostgresTypes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final Catalog CATALOG = CatalogReader.shipped();

    private static EmbeddedPostgres postgres;
    private static Connection connection;

    @BeforeAll
    static void createTablesAndViews() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        connection = postgres.getPostgresDatabase().getConnection();
        execute("create schema core");
        for (Source source : CATALOG.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    execute("create table core." + table.name() + " (scope text, is_deleted boolean not null, "
                            + table.columns().stream()
                                    .map(column -> "\"" + column.name() + "\" " + PostgresTypes.sql(column.type()))
                                    .collect(Collectors.joining(", "))
                            + ")");
                }
            }
        }
        for (View view : CATALOG.views()) {
            execute(view.sql());
        }
        execute("""
                insert into core.pd_pipelines (scope, is_deleted, pipeline_id, name) values
                    ('comercial', false, 1, 'Vendas'), ('expansao', false, 1, 'Franquias');
                insert into core.pd_stages (scope, is_deleted, stage_id, pipeline_id, name, order_nr) values
                    ('comercial', false, 7, 1, 'Visita', 2), ('expansao', true, 7, 1, 'Contrato', 3);
                insert into core.pd_users (scope, is_deleted, user_id, name, email) values
                    ('comercial', false, 5, 'Ana', 'ana@example.test'), ('expansao', false, 5, 'Rui', 'rui@example.test');
                insert into core.pd_deals
                    (scope, is_deleted, deal_id, pipeline_id, stage_id, user_id, status, value, currency) values
                    ('comercial', false, 1, 1, 7, 5, 'open', 100, 'BRL'), ('comercial', false, 2, 1, 7, 5, 'open', 51, 'BRL'),
                    ('comercial', false, 3, 1, 7, 5, 'won', 40, 'BRL'), ('comercial', false, 4, 1, 7, 5, 'lost', 9, 'BRL'),
                    ('comercial', false, 5, 1, 7, 5, 'lost', 9, 'BRL'), ('comercial', true, 6, 1, 7, 5, 'won', 999, 'BRL'),
                    ('expansao', false, 1, 1, 7, 5, 'open', null, 'EUR');
                insert into core.zd_users (scope, is_deleted, user_id, name, email) values
                    ('support', true, 11, 'Bia', null), ('support', false, 12, 'Leo', 'leo@example.test');
                insert into core.zd_tickets
                    (scope, is_deleted, ticket_id, status, requester_id, assignee_id, created_at, solved_at) values
                    ('support', false, 1, 'solved', 11, 12, '2026-01-01T00:00:00Z', '2026-01-02T01:30:00Z'),
                    ('support', false, 2, 'open', 11, null, now() - interval '90 minutes', null),
                    ('support', true, 3, 'deleted', 11, null, now(), null)
                """);
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }

    @Test
    void haveTheColumnsOfTheContractInTheirOrder() throws SQLException {
        for (var view : GoldContract.read().views().entrySet()) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from core." + view.getKey())) {
                ResultSetMetaData columns = rows.getMetaData();
                List<String> names = new ArrayList<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    names.add(columns.getColumnName(column));
                }
                assertThat(names).as(view.getKey()).isEqualTo(view.getValue());
            }
        }
    }

    @Test
    void theFunnelKeepsScopesApartAndLeavesDeletedDealsOut() throws SQLException {
        assertThat(rows("select * from core.vw_pd_sales_funnel order by scope, status"))
                .containsExactly(
                        "comercial|Vendas|Visita|2|lost|2|18.00|9.00|BRL",
                        "comercial|Vendas|Visita|2|open|2|151.00|75.50|BRL",
                        "comercial|Vendas|Visita|2|won|1|40.00|40.00|BRL",
                        "expansao|Franquias|Contrato|3|open|1|0|null|EUR");
    }

    @Test
    void theWinRateCountsClosedDealsAndIsNullBeforeTheFirst() throws SQLException {
        assertThat(rows("select * from core.vw_pd_seller_performance order by scope"))
                .containsExactly(
                        "comercial|Ana|ana@example.test|2|1|2|40.00|151.00|BRL|33.33",
                        "expansao|Rui|rui@example.test|1|0|0|0|0|EUR|null");
    }

    @Test
    void ticketsHaveTheirHoursAndTheNamesBehindTheirIds() throws SQLException {
        assertThat(rows("""
                                select ticket_id, hours_to_resolution, hours_since_created between 1.5 and 1.6, requester_name, assignee_name
                                from core.vw_zd_ticket_metrics
                                order by ticket_id
                                """)).containsExactly("1|25.50|f|Bia|Leo", "2|null|t|Bia|null");
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                texts.add(String.join("|", values));
            }
            return texts;
        }
    }
}
