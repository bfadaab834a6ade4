package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.readers.ReadableTables;
import com.skyfit.lake.readers.ReadableTables.PersonalColumn;
import com.skyfit.lake.readers.Reader;
import com.skyfit.lake.readers.Readers;
import com.skyfit.lake.readers.Readers.RefusedReaderException;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.RolePassword;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What readers see of a simulated run's gold, asked for with their own logins. */
class ReadersTest {

    private static final int MANY = 1_000_000;
    private static final String NOT_PERMITTED = "42501";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();
    private final RolePassword password = RolePassword.made();
    private ModelProject project;
    private Readers readers;

    @BeforeEach
    void run() throws Exception {
        runOnce();
        project = ProjectReader.read(home, catalog);
        readers = new Readers(database.get());
    }

    private void runOnce() throws Exception {
        try (Simulator simulator = Simulator.start(new SimulatorOptions(
                0,
                11,
                0.005,
                Instant.now().minusSeconds(7_200),
                new Limits(MANY, MANY, MANY, MANY, MANY),
                List.of("comercial", "expansao")))) {
            assertThat(Runs.run(simulator.settings(), catalog, home, database.get())
                            .exitCode())
                    .isEqualTo(ExitCode.OK);
        }
    }

    /** Roles belong to the server, which other tests use too. */
    @AfterEach
    void removeRoles() throws Exception {
        for (Readers.Seen seen : readers.list()) {
            readers.revoke(seen.reader().role(), tables());
        }
        database.execute("drop role if exists somebody_else");
    }

    private ReadableTables tables() {
        return ReadableTables.of(catalog, project);
    }

    private void grant(String role, List<String> scopes, boolean personal) throws Exception {
        readers.grant(new Reader(role, scopes, personal), Optional.of(password), Duration.ofSeconds(30), tables());
    }

    private List<String> as(String role, String sql) throws SQLException {
        return database.rowsAs(role, password.text(), sql);
    }

    private void assertNotPermitted(String role, String sql) {
        assertThatThrownBy(() -> as(role, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_PERMITTED));
    }

    private List<PersonalColumn> personalColumnsThatExist() throws SQLException {
        List<PersonalColumn> there = new ArrayList<>();
        for (PersonalColumn column : tables().personal()) {
            if (!database.rows("select to_regclass('" + column.relation() + "') is null")
                    .equals(List.of("t"))) {
                there.add(column);
            }
        }
        return there;
    }

    @Test
    void aReaderSeesNoColumnThatCatalogOrModelsCallPersonal() throws Exception {
        grant("reads_all", List.of(), false);

        List<PersonalColumn> personal = personalColumnsThatExist();
        assertThat(personal).hasSizeGreaterThan(60);
        for (PersonalColumn column : personal) {
            assertNotPermitted("reads_all", "select " + Sql.name(column.name()) + " from " + column.relation());
        }
    }

    @Test
    void aReaderSeesEveryOtherColumnOfTheTables() throws Exception {
        grant("reads_all", List.of(), false);

        for (String table : tables().relations()) {
            List<String> columns = database.rows("""
                    select quote_ident(a.attname) from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind <> 'v'
                    where a.attrelid = to_regclass('%s') and a.attnum > 0 and not a.attisdropped""".formatted(table));
            columns.removeAll(tables().personal().stream()
                    .filter(column -> column.relation().equals(table))
                    .map(column -> Sql.name(column.name()).replaceAll("^\"([a-z_][a-z0-9_]*)\"$", "$1"))
                    .toList());
            if (!columns.isEmpty()) {
                assertThat(as(
                                "reads_all",
                                "select count(*) from (select " + String.join(", ", columns) + " from " + table
                                        + ") seen"))
                        .as(table)
                        .isEqualTo(database.rows("select count(*) from " + table));
            }
        }
    }

    @Test
    void aReaderWithPersonalDataSeesAllOfIt() throws Exception {
        grant("reads_people", List.of(), true);

        assertThat(as("reads_people", "select email from bi.dim_pd_person where email is not null order by 1"))
                .isEqualTo(database.rows("select email from bi.dim_pd_person where email is not null order by 1"))
                .isNotEmpty();
        assertThat(as("reads_people", "select count(*) from core.vw_pd_seller_performance"))
                .isEqualTo(database.rows("select count(*) from core.vw_pd_seller_performance"));
    }

    @Test
    void aViewOverPersonalColumnsIsForThoseWhoMaySeeThese() throws Exception {
        database.execute("create view core.open_deals as select deal_id from core.pd_deals where status = 'open'");
        database.execute("create view core.names as select title from core.pd_deals");
        database.execute("create view core.lengths as select length(title) as length from core.names");
        database.execute("create view core.runs as select run_id from ops.run");
        grant("reads_all", List.of(), false);

        assertThat(as("reads_all", "select count(*) from core.open_deals"))
                .isEqualTo(database.rows("select count(*) from core.open_deals"));
        assertThat(as("reads_all", "select count(*) from core.vw_pd_deals_derived"))
                .isEqualTo(database.rows("select count(*) from core.vw_pd_deals_derived"));
        for (String view : List.of("names", "lengths", "runs", "vw_pd_seller_performance", "vw_zd_ticket_metrics")) {
            assertNotPermitted("reads_all", "select count(*) from core." + view);
        }
    }

    @Test
    void nothingButCoreAndBiIsSeenAndNothingIsChanged() throws Exception {
        grant("reads_all", List.of(), true);

        for (String relation : List.of("ops.run", "ops.reader", "stg_pipedrive.deals_raw", "stg_zendesk.users_raw")) {
            assertNotPermitted("reads_all", "select count(*) from " + relation);
        }
        assertThatThrownBy(() -> as("reads_all", "update core.pd_deals set title = '' returning 1"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> as("reads_all", "set default_transaction_read_only = off; delete from bi.fact_deal"))
                .isInstanceOf(SQLException.class);
        assertThat(as("reads_all", "show statement_timeout")).containsExactly("30s");
    }

    @Test
    void aReaderOfOneScopeSeesItsRowsInEveryTableAndNoViews() throws Exception {
        grant("reads_one", List.of("expansao"), true);

        int looked = 0;
        for (String table : tables().relations()) {
            boolean there = database.rows("select 1 where to_regclass('" + table + "') is not null")
                    .equals(List.of("1"));
            if (!there || tables().shared().contains(table)) {
                continue;
            }
            boolean named = database.rows("select 1 from pg_attribute where attrelid = '" + table
                            + "'::regclass and attname = 'scope'")
                    .equals(List.of("1"));
            boolean isView = database.rows("select relkind from pg_class where oid = '" + table + "'::regclass")
                    .equals(List.of("v"));
            if (isView) {
                assertNotPermitted("reads_one", "select count(*) from " + table);
                continue;
            }
            String own = named
                    ? "scope = 'expansao'"
                    : "scope_key in (0, (select number from ops.scope where scope = 'expansao'))";
            assertThat(as("reads_one", "select count(*) from " + table))
                    .as(table)
                    .isEqualTo(database.rows("select count(*) from " + table + " where " + own));
            looked++;
        }
        assertThat(looked).isGreaterThan(25);
        assertThat(as("reads_one", "select count(distinct scope) from bi.fact_deal"))
                .containsExactly("1");
        assertThat(as("reads_one", "select count(*) from bi.dim_date"))
                .isEqualTo(database.rows("select count(*) from bi.dim_date"));
    }

    @Test
    void aRoleThatIsMemberOfAReaderIsLimitedAsItIs() throws Exception {
        grant("reads_one", List.of("expansao"), false);
        database.execute("create role somebody_else login in role reads_one password '" + password.text() + "'");

        assertThat(as("somebody_else", "select distinct scope from bi.fact_deal"))
                .containsExactly("expansao");
    }

    @Test
    void othersWithRightsOfTheirOwnSeeAllWhileSomebodyIsLimited() throws Exception {
        database.execute("create role somebody_else login password '" + password.text() + "'");
        database.execute("grant usage on schema bi to somebody_else; grant select on bi.fact_deal to somebody_else");
        grant("reads_one", List.of("expansao"), false);

        assertThat(as("somebody_else", "select count(*) from bi.fact_deal"))
                .isEqualTo(database.rows("select count(*) from bi.fact_deal"));

        database.execute("revoke all on bi.fact_deal from somebody_else; revoke usage on schema bi from somebody_else");
    }

    @Test
    void aModelKeepsItsRowsFromLimitedReadersWhenItGetsAnotherShape() throws Exception {
        own("select deal_id, scope");
        grant("reads_one", List.of("expansao"), false);
        assertThat(as("reads_one", "select distinct scope from bi.own")).containsExactly("expansao");

        own("select deal_id, 1 as another_shape, scope");

        assertThat(as("reads_one", "select distinct scope from bi.own")).containsExactly("expansao");
        readers.apply(tables());
        assertThat(as("reads_one", "select distinct scope, another_shape from bi.own"))
                .containsExactly("expansao|1");
        assertThatThrownBy(() -> own("select deal_id"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("bi.own would lose the column scope or scope_key");
    }

    private void own(String select) throws Exception {
        Path folder = Files.createDirectories(home.resolve("models/models/bi"));
        Files.writeString(
                folder.resolve("own.sql"),
                "{{ config(materialized='table') }}\n" + select + " from {{ source('core', 'pd_deals') }}");
        project = ProjectReader.read(home, catalog);
        Model model = project.model("own").orElseThrow();
        new ModelBuilder(database.get(), project.models()).build(model, false);
    }

    @Test
    void aRunShowsReadersWhatItMade() throws Exception {
        grant("reads_all", List.of(), false);
        Path own = Files.createDirectories(home.resolve("models/models/bi"));
        Files.writeString(
                own.resolve("own.sql"),
                "{{ config(materialized='table') }}\nselect deal_id, scope from {{ source('core', 'pd_deals') }}");

        runOnce();

        assertThat(as("reads_all", "select count(*) from bi.own"))
                .isEqualTo(database.rows("select count(*) from core.pd_deals"));
    }

    @Test
    void whatAReaderSeesCanChangeAndItsPasswordStays() throws Exception {
        grant("reads_one", List.of("expansao"), true);

        readers.grant(new Reader("reads_one", List.of(), false), Optional.empty(), Reader.USUAL_TIMEOUT, tables());

        assertThat(as("reads_one", "select count(*) from bi.fact_deal"))
                .isEqualTo(database.rows("select count(*) from bi.fact_deal"));
        assertNotPermitted("reads_one", "select email from bi.dim_pd_person");
        assertThat(database.rows("select count(*) from pg_policy")).containsExactly("0");
    }

    @Test
    void aRevokedReaderIsGone() throws Exception {
        grant("reads_one", List.of("expansao"), true);

        assertThat(readers.revoke("reads_one", tables())).isTrue();
        assertThat(readers.revoke("reads_one", tables())).isFalse();

        assertThat(readers.list()).isEmpty();
        assertThat(database.rows("select rolname from pg_roles where rolname = 'reads_one'"))
                .isEmpty();
        assertThatThrownBy(() -> as("reads_one", "select 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void aRoleOfSomebodyElseAndAnUnknownScopeAreRefusedAndNothingChanges() throws Exception {
        database.execute("create role somebody_else");

        assertThatThrownBy(() -> grant("somebody_else", List.of(), true))
                .isInstanceOf(RefusedReaderException.class)
                .hasMessageContaining("did not make it");
        assertThatThrownBy(() -> grant("reads_one", List.of("expansão"), true))
                .isInstanceOf(RefusedReaderException.class)
                .hasMessage("Unknown scope 'expansão': expected one of comercial, expansao, support");

        assertThat(readers.list()).isEmpty();
        assertThat(database.rows("select rolname from pg_roles where rolname = 'reads_one'"))
                .isEmpty();
    }

    @Test
    void aNameCanBeAnything() throws Exception {
        grant("Power \"BI\"; drop", List.of("expansao"), false);

        assertThat(as("Power \"BI\"; drop", "select distinct scope from core.pd_deals"))
                .containsExactly("expansao");
    }
}
