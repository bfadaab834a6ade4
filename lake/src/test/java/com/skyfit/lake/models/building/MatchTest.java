package com.skyfit.lake.models.building;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.Transform;
import com.skyfit.lake.gold.schema.ScopeNumbers;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which customers of sales and of support are the same, and what follows. */
final class MatchTest {

    private static final String PERSONS =
            "select person_key / 64, user_key / 64, match_rule, confidence from bi.person_match order by scope_key, 1, 2";
    private static final String ORGANIZATIONS =
            "select organization_key / 64, support_organization_key / 64, match_rule, confidence from bi.organization_match order by 1, 2";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();

    @BeforeEach
    void hasNothing() throws Exception {
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                new Transform(database.get()).prepare(source, entity);
            }
        }
        ScopeNumbers.give(database.get(), List.of("comercial", "expansao", "support"));
    }

    private void build() throws Exception {
        List<Model> models = ProjectReader.read(home, catalog).models();
        for (Model model : models) {
            new ModelBuilder(database.get(), models).build(model, false);
        }
    }

    private void insert(String table, String columns, String... rows) throws Exception {
        for (String row : rows) {
            database.execute("insert into core." + table
                    + " (_source_run_id, _file_id, _line_no, is_deleted, scope, " + columns
                    + ") values ('20260101T000000Z', 1, 1, false, " + row + ")");
        }
    }

    private void person(int id, String mail, String phone) throws Exception {
        insert(
                "pd_persons",
                "person_id, primary_email, primary_phone",
                "'comercial', %d, %s, %s".formatted(id, text(mail), text(phone)));
    }

    private void user(int id, String mail, String phone) throws Exception {
        insert(
                "zd_users",
                "user_id, role, email, phone",
                "'support', %d, 'end-user', %s, %s".formatted(id, text(mail), text(phone)));
    }

    private static String text(String value) {
        return value.isEmpty() ? "null" : "'" + value + "'";
    }

    @Test
    void theSameAddressIsTheSamePersonWhateverItsCase() throws Exception {
        person(1, " Ana@Example.test", "");
        user(11, "ana@example.TEST ", "");
        person(2, "bia@example.test", "");
        user(12, "bia@example.test.br", "");
        build();

        assertThat(database.rows(PERSONS)).containsExactly("1|11|email|1.00");
    }

    @Test
    void anAddressBesideThePrimaryOneCountsToo() throws Exception {
        insert(
                "pd_persons",
                "person_id, primary_email, emails",
                "'comercial', 1, 'other@example.test', '[{\"value\":\"other@example.test\",\"primary\":true},{\"value\":\"ana@example.test\"}]'",
                "'comercial', 2, null, '\"no list\"'");
        user(11, "ana@example.test", "");
        build();

        assertThat(database.rows(PERSONS)).containsExactly("1|11|email|1.00");
    }

    @Test
    void aTagIsLessSureThanTheAddressItself() throws Exception {
        person(1, "ana+gym@example.test", "");
        person(2, "ana@example.test", "");
        user(11, "ana@example.test", "");
        person(3, "leo+a@example.test", "");
        user(12, "leo+b@example.test", "");
        build();

        assertThat(database.rows(PERSONS)).containsExactly("2|11|email|1.00", "3|12|email_without_tag|0.95");
    }

    @Test
    void aNumberIsTheSameInEveryFormThatBrazilHasForIt() throws Exception {
        String[] forms = {"+55 (11) 98765-4321", "011 98765-4321", "11 8765-4321", "5511987654321", "11987654321"};
        for (int i = 0; i < forms.length; i++) {
            database.execute("truncate core.pd_persons, core.zd_users");
            person(1, "", forms[i]);
            user(11, "", "+5511987654321");
            build();

            assertThat(database.rows(PERSONS)).as(forms[i]).containsExactly("1|11|phone|0.80");
        }
    }

    @Test
    void aNumberOfAnotherCountryOrOfSeveralPeopleIsNobodys() throws Exception {
        person(1, "", "11 98765-4321");
        user(11, "", "+1 119 8765 4321");
        person(2, "", "21 98765-0000");
        person(3, "", "21 98765-0000");
        user(12, "", "21 98765-0000");
        person(4, "", "+1 415 555 2671");
        user(14, "", "+14155552671");
        person(5, "", "1234");
        user(15, "", "1234");
        build();

        assertThat(database.rows(PERSONS)).containsExactly("4|14|phone|0.80");
    }

    @Test
    void eachHasOneMatchInAnAccountAndTheSurestOneWins() throws Exception {
        person(1, "ana@example.test", "11 98765-4321");
        user(11, "", "11 98765-4321");
        user(12, "ana@example.test", "");
        person(2, "leo@example.test", "");
        person(3, "leo@example.test", "");
        user(13, "leo@example.test", "");
        insert("pd_persons", "person_id, primary_email", "'expansao', 7, 'leo@example.test'");
        insert("zd_users", "user_id, role, email", "'support', 14, 'agent', 'agent@example.test'");
        person(8, "agent@example.test", "");
        build();

        assertThat(database.rows(PERSONS)).containsExactly("1|12|email|1.00", "2|13|email|1.00", "7|13|email|1.00");
    }

    @Test
    void organizationsAreTheSameByTheirDomainUnlessEverybodyMayHaveIt() throws Exception {
        insert(
                "pd_organizations",
                "org_id, website",
                "'comercial', 1, 'https://www.Acme.test/contato?x=1'",
                "'comercial', 2, null",
                "'comercial', 3, 'gmail.com'",
                "'comercial', 4, 'http://acme.test'");
        insert(
                "pd_persons",
                "person_id, org_id, primary_email",
                "'comercial', 1, 2, 'ana@beta.test'",
                "'comercial', 2, 3, 'leo@gmail.com'");
        insert(
                "zd_organizations",
                "organization_id, domain_names",
                "'support', 21, '[\"acme.test\"]'",
                "'support', 22, '[\"BETA.test\", \"gmail.com\"]'",
                "'support', 23, null");
        build();

        assertThat(database.rows(ORGANIZATIONS)).containsExactly("1|21|website|0.90", "2|22|mail_domain|0.70");
    }

    @Test
    void anOpenDealHasTheTicketsOfItsPersonAndItsOrganizationOnce() throws Exception {
        person(1, "ana@acme.test", "");
        user(11, "ana@acme.test", "");
        insert("pd_organizations", "org_id, website", "'comercial', 1, 'acme.test'");
        insert("zd_organizations", "organization_id, domain_names", "'support', 21, '[\"acme.test\"]'");
        insert(
                "pd_deals",
                "deal_id, status, person_id, org_id",
                "'comercial', 1, 'open', 1, 1",
                "'comercial', 2, 'open', null, null",
                "'comercial', 3, 'won', 1, 1");
        insert(
                "zd_tickets",
                "ticket_id, status, requester_id, organization_id, satisfaction_score, created_at",
                "'support', 1, 'open', 11, 21, null, '2026-01-05T12:00:00Z'",
                "'support', 2, 'closed', 11, null, 'bad', '2026-01-03T12:00:00Z'",
                "'support', 3, 'open', 99, 21, null, '2026-01-04T12:00:00Z'");
        build();

        assertThat(
                        database.rows(
                                "select deal_key / 64, tickets, unsolved_tickets, bad_ratings, last_ticket_date, confidence from bi.fact_deal_support order by 1"))
                .containsExactly("1|3|2|1|2026-01-05|0.90", "2|0|0|0|∅|∅");
    }
}
