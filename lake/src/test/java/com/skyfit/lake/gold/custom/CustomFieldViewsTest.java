package com.skyfit.lake.gold.custom;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.CustomFields;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.LakeUnderTest;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomFieldViewsTest {

    private static final Source PIPEDRIVE = CatalogReader.shipped().source("pipedrive");
    private static final Source ZENDESK = CatalogReader.shipped().source("zendesk");
    private static final String DEALS = "core.vw_pd_deals_custom_comercial";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private LakeUnderTest fields;
    private LakeUnderTest deals;
    private int runs;

    @BeforeEach
    void lake() throws Exception {
        fields = new LakeUnderTest(folder, database.get(), PIPEDRIVE, "deal_fields");
        deals = new LakeUnderTest(folder, database.get(), PIPEDRIVE, "deals");
    }

    private String run() {
        return "202601%02dT060000Z".formatted(++runs);
    }

    private static String field(String code, String name, String type, String... options) {
        return "{\"field_code\": \"%s\", \"field_name\": \"%s\", \"field_type\": \"%s\", \"is_custom_field\": true, \"options\": [%s]}"
                .formatted(code, name, type, String.join(", ", options));
    }

    /** Lays all definitions of an account down, as each run reads them, and makes the views. */
    private List<String> define(String... definitions) throws Exception {
        String run = run();
        fields.completeListing("comercial", run, definitions).runConfirmed();
        return new CustomFieldViews(database.get()).apply(PIPEDRIVE, List.of("comercial"), run);
    }

    private void deal(String customFields) throws Exception {
        deals.bronze("comercial", run(), """
                        {"id": 7, "update_time": "2026-01-%02dT05:00:00Z", "custom_fields": %s}""".formatted(runs, customFields.replace("\n", " ")))
                .run();
    }

    private Optional<String> shown(String column) throws SQLException {
        return shown(DEALS, column);
    }

    private Optional<String> shown(String view, String column) throws SQLException {
        try (Connection connection = database.get().connect()) {
            return Optional.ofNullable(Query.of(connection, "select \"" + column + "\"::text as shown from " + view)
                    .only(row -> row.textOrNull("shown")));
        }
    }

    private List<String> columns() throws SQLException {
        try (Connection connection = database.get().connect()) {
            return Query.of(connection, """
                            select attname as name from pg_attribute
                            where attrelid = 'core.vw_pd_deals_custom_comercial'::regclass and attnum > 3 order by attnum""").list(row -> row.text("name"));
        }
    }

    private String comment(String column) throws SQLException {
        try (Connection connection = database.get().connect()) {
            return Query.of(connection, """
                            select col_description(attrelid, attnum) as comment from pg_attribute
                            where attrelid = 'core.vw_pd_deals_custom_comercial'::regclass and attname = :column""").bind("column", column).one(row -> row.text("comment"));
        }
    }

    private List<String> names(String code) throws SQLException {
        try (Connection connection = database.get().connect()) {
            return Query.of(connection, """
                            select concat_ws(' ', nullif(option_id, ''), name) as name from ops.custom_field_name
                            where field_code = :code order by since_run_id, option_id""").bind("code", code).list(row -> row.text("name"));
        }
    }

    @Test
    void aRenamedFieldKeepsItsColumnAndItsNamesAreKnown() throws Exception {
        define(field("aa", "Matrícula", "text"));
        deal("{\"aa\": \"M-1\"}");

        define(field("aa", "Inscrição", "text"));

        assertThat(columns()).containsExactly("matricula");
        assertThat(shown("matricula")).contains("M-1");
        assertThat(comment("matricula")).isEqualTo("Inscrição (field aa, text)");
        assertThat(names("aa")).containsExactly("Matrícula", "Inscrição");
    }

    @Test
    void aRemovedFieldKeepsItsColumnAndOneThatTakesItsNameGetsAnother() throws Exception {
        define(field("aa", "Plano", "text"), field("zz", "Outro", "text"));
        deal("{\"aa\": \"old\", \"bb\": \"new\"}");

        define(field("bb", "Plano", "text"), field("zz", "Outro", "text"));

        assertThat(columns()).containsExactly("plano", "outro", "plano_2");
        assertThat(List.of(shown("plano"), shown("plano_2"))).containsExactly(Optional.of("old"), Optional.of("new"));
        assertThat(comment("plano")).contains("removed");
    }

    @Test
    void aFieldWhoseTypeChangesGetsAnotherColumn() throws Exception {
        define(field("aa", "Desconto", "text"));
        deal("{\"aa\": \"12.5\"}");

        define(field("aa", "Desconto", "double"));

        assertThat(columns()).containsExactly("desconto", "desconto_2");
        assertThat(List.of(shown("desconto"), shown("desconto_2"))).containsOnly(Optional.of("12.5"));
    }

    @Test
    void anOptionIsShownByItsLabelAfterItWasRemovedToo() throws Exception {
        define(field("aa", "Plano", "enum", "{\"id\": 1, \"label\": \"Anual\"}", "{\"id\": 2, \"label\": \"Mensal\"}"));
        deal("{\"aa\": 1}");
        assertThat(shown("plano")).contains("Anual");

        define(field("aa", "Plano", "enum", "{\"id\": 2, \"label\": \"Por mês\"}"));

        assertThat(shown("plano")).contains("Anual");
        assertThat(names("aa")).containsExactly("Plano", "1 Anual", "2 Mensal", "2 Por mês");
        deal("{\"aa\": 3}");
        assertThat(shown("plano")).contains("3");
    }

    @Test
    void nothingIsMadeAgainWhereNothingHasChanged() throws Exception {
        assertThat(define(field("aa", "Plano", "text"))).containsExactly("vw_pd_deals_custom_comercial");

        assertThat(define(field("aa", "Plano", "text"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's; drop table core.pd_deals; --",
                "a\\\\b",
                "a\\\"b",
                "{hole} :value ? %s",
                "tab\\there",
                "😀",
                "select",
                "$1"
            })
    void anyNameOfAFieldAnOptionAndAnyCodeIsTaken(String hostile) throws Exception {
        String code = hostile.replace("\\", "").replace("\"", "'");
        define(field(code, hostile, "enum", "{\"id\": 1, \"label\": \"" + hostile + "\"}"));
        deal("{\"" + code + "\": 1}");

        assertThat(shown(columns().get(0)))
                .contains(hostile.replace("\\\\", "\\").replace("\\\"", "\"").replace("\\t", "\t"));
    }

    /** Type of the source, value of the newer API, members of the older one, and what the columns show of both. */
    private record Sample(String type, String newer, String older, List<String> shown) {}

    private static Sample sample(CustomFields.Kind kind) {
        return switch (kind) {
            case TEXT -> new Sample("varchar", "\"Olá\"", "\"aa\": \"Olá\"", List.of("Olá"));
            case INTEGER -> new Sample("int", "12", "\"aa\": \"12\"", List.of("12"));
            case DECIMAL -> new Sample("double", "12.50", "\"aa\": \"12.50\"", List.of("12.50"));
            case BOOLEAN -> new Sample("boolean", "true", "\"aa\": 1", List.of("true"));
            case DATE -> new Sample("date", "\"2026-01-31\"", "\"aa\": \"2026-01-31\"", List.of("2026-01-31"));
            case JSON -> new Sample("json", "{\"k\": [1]}", "\"aa\": {\"k\": [1]}", List.of("{\"k\": [1]}"));
            case REFERENCE -> new Sample("user", "17", "\"aa\": {\"id\": 17, \"value\": 17}", List.of("17"));
            case MONEY ->
                new Sample(
                        "monetary",
                        "{\"value\": 500, \"currency\": \"BRL\"}",
                        "\"aa\": 500, \"aa_currency\": \"BRL\"",
                        List.of("500", "BRL"));
            case DATE_RANGE ->
                new Sample(
                        "daterange",
                        "{\"value\": \"2026-01-01\", \"until\": \"2026-01-31\"}",
                        "\"aa\": \"2026-01-01\", \"aa_until\": \"2026-01-31\"",
                        List.of("2026-01-01", "2026-01-31"));
            case TIME ->
                new Sample(
                        "time",
                        "{\"value\": \"09:00:00\", \"timezone_name\": \"America/Sao_Paulo\"}",
                        "\"aa\": \"09:00:00\", \"aa_timezone_name\": \"America/Sao_Paulo\"",
                        List.of("09:00:00", "America/Sao_Paulo"));
            case TIME_RANGE ->
                new Sample(
                        "timerange",
                        "{\"value\": \"09:00:00\", \"until\": \"10:30:00\", \"timezone_name\": \"America/Sao_Paulo\"}",
                        "\"aa\": \"09:00:00\", \"aa_until\": \"10:30:00\", \"aa_timezone_name\": \"America/Sao_Paulo\"",
                        List.of("09:00:00", "10:30:00", "America/Sao_Paulo"));
            case OPTION -> new Sample("enum", "2", "\"aa\": \"2\"", List.of("Mensal", "2"));
            case OPTIONS -> new Sample("set", "[2, 1]", "\"aa\": \"2,1\"", List.of("Mensal, Anual", "{Mensal,Anual}"));
            case ADDRESS ->
                new Sample(
                        "address",
                        """
                    {"value": "Av. Paulista, 1", "street_number": "1", "route": "Av. Paulista", "sublocality": "Bela Vista", "locality": "São Paulo",
                     "admin_area_level_1": "SP", "admin_area_level_2": "São Paulo", "country": "BR", "postal_code": "01310",
                     "formatted_address": "Av. Paulista, 1 - SP"}""",
                        """
                    "aa": "Av. Paulista, 1", "aa_street_number": "1", "aa_route": "Av. Paulista", "aa_sublocality": "Bela Vista",
                     "aa_locality": "São Paulo", "aa_admin_area_level_1": "SP", "aa_admin_area_level_2": "São Paulo", "aa_country": "BR",
                     "aa_postal_code": "01310", "aa_formatted_address": "Av. Paulista, 1 - SP\"""",
                        List.of(
                                "Av. Paulista, 1 - SP",
                                "1",
                                "Av. Paulista",
                                "Bela Vista",
                                "São Paulo",
                                "SP",
                                "São Paulo",
                                "BR",
                                "01310"));
        };
    }

    private List<Optional<String>> shownInAll() throws SQLException {
        List<Optional<String>> all = new ArrayList<>();
        for (String column : columns()) {
            all.add(shown(column));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(CustomFields.Kind.class)
    void theValueOfEachKindIsShownFromBothGenerationsOfTheApi(CustomFields.Kind kind) throws Exception {
        Sample sample = sample(kind);
        List<Optional<String>> expected =
                sample.shown().stream().map(Optional::of).toList();
        define(field(
                "aa",
                "Campo",
                sample.type(),
                "{\"id\": 1, \"label\": \"Anual\"}",
                "{\"id\": 2, \"label\": \"Mensal\"}"));

        deal("{\"aa\": " + sample.newer() + "}");
        assertThat(shownInAll()).isEqualTo(expected);

        deal("{" + sample.older() + "}");
        assertThat(shownInAll()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(CustomFields.Kind.class)
    void aValueOfAnyOtherFormStopsNoReader(CustomFields.Kind kind) throws Exception {
        define(field("aa", "Campo", sample(kind).type()));
        for (String unfit : List.of(
                "null",
                "\"\"",
                "\" \"",
                "\"x\"",
                "true",
                "-1.5",
                "1e400",
                "[]",
                "[[1]]",
                "{}",
                "{\"value\": {}}",
                "{\"value\": \"x\"}")) {
            deal("{\"aa\": " + unfit + "}");

            assertThat(shownInAll()).as(unfit).hasSameSizeAs(CustomFieldSql.parts(kind));
        }
    }

    @Test
    void theFieldsOfTicketsAreFoundByTheirNumbers() throws Exception {
        new LakeUnderTest(folder, database.get(), ZENDESK, "ticket_fields")
                .completeListing("support", run(), """
                        {"id": 46406158000009, "title": "Motivo", "type": "tagger", "removable": true, "updated_at": "2026-01-01T00:00:00Z",
                         "custom_field_options": [{"id": 1, "name": "Cancelamento de plano", "value": "cancelamento"}]}""".replace("\n", ""))
                .run();
        new LakeUnderTest(folder, database.get(), ZENDESK, "tickets")
                .bronze("support", run(), """
                        {"id": 1, "updated_at": "2026-01-01T00:00:00Z",
                         "custom_fields": [{"id": 1, "value": null}, {"id": 46406158000009, "value": "cancelamento"}]}""".replace("\n", ""))
                .run();
        new CustomFieldViews(database.get()).apply(ZENDESK, List.of("support"), run());

        assertThat(shown("core.vw_zd_tickets_custom_support", "motivo")).contains("Cancelamento de plano");
        assertThat(shown("core.vw_zd_tickets_custom_support", "motivo_option_id"))
                .contains("cancelamento");
    }

    @Test
    void theFieldsOfUsersAndOrganizationsAreFoundByTheirKeys() throws Exception {
        new LakeUnderTest(folder, database.get(), ZENDESK, "user_fields")
                .completeListing(
                        "support",
                        run(),
                        "{\"id\": 1, \"key\": \"plano\", \"title\": \"Plano\", \"type\": \"dropdown\", \"system\": false, \"custom_field_options\": [{\"id\": 5, \"name\": \"Plano black\", \"value\": \"plano_black\"}]}",
                        "{\"id\": 2, \"key\": \"desde\", \"title\": \"Cliente desde\", \"type\": \"date\", \"system\": false}",
                        "{\"id\": 3, \"key\": \"interno\", \"title\": \"Interno\", \"type\": \"text\", \"system\": true}")
                .run();
        new LakeUnderTest(folder, database.get(), ZENDESK, "organization_fields")
                .completeListing(
                        "support",
                        run(),
                        "{\"id\": 1, \"key\": \"segmento\", \"title\": \"Segmento\", \"type\": \"text\", \"system\": false}")
                .run();
        new LakeUnderTest(folder, database.get(), ZENDESK, "users")
                .bronze(
                        "support",
                        run(),
                        "{\"id\": 7, \"user_fields\": {\"plano\": \"plano_black\", \"desde\": \"2024-11-04T00:00:00+00:00\", \"interno\": \"x\"}}")
                .run();
        new LakeUnderTest(folder, database.get(), ZENDESK, "organizations")
                .bronze("support", run(), "{\"id\": 7, \"organization_fields\": {\"segmento\": \"Indústria\"}}")
                .run();
        new CustomFieldViews(database.get()).apply(ZENDESK, List.of("support"), run());

        assertThat(database.rows("select * from core.vw_zd_users_custom_support"))
                .containsExactly("7|support|f|2024-11-04|Plano black|plano_black");
        assertThat(database.rows("select segmento from core.vw_zd_organizations_custom_support"))
                .containsExactly("Indústria");
    }

    @Test
    void aKeyThatIsGivenAgainAfterItsFieldWasDeletedShowsTheNewField() throws Exception {
        new LakeUnderTest(folder, database.get(), ZENDESK, "users");
        LakeUnderTest definitions = new LakeUnderTest(folder, database.get(), ZENDESK, "user_fields");
        String old = "{\"id\": 1, \"key\": \"plano\", \"title\": \"Plano\", \"type\": \"text\", \"system\": false}";
        definitions.completeListing("support", run(), old).run();
        new CustomFieldViews(database.get()).apply(ZENDESK, List.of("support"), run());
        definitions
                .completeListing(
                        "support", run(), old.replace("\"id\": 1", "\"id\": 2").replace("Plano", "Plano novo"))
                .runConfirmed();
        new CustomFieldViews(database.get()).apply(ZENDESK, List.of("support"), run());

        assertThat(names("plano")).containsExactly("Plano", "Plano novo");
        assertThat(database.rows("select is_removed from ops.custom_field")).containsExactly("f");
    }
}
