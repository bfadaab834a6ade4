package com.skyfit.lake.catalog.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogOverlayTest {

    @Test
    void addsAColumnToAShippedTable() {
        Table deals = under("""
                source: pipedrive
                entities:
                  deals:
                    tables:
                      pd_deals:
                        columns:
                          contract_number:
                            type: text
                            from: [custom_fields.1d3224cd961071d82c8cdd5b07cceb07356d020c, 1d3224cd961071d82c8cdd5b07cceb07356d020c]
                            description: Number of the contract, typed by the seller.
                """).source("pipedrive").entity("deals").table();

        assertThat(deals.column("contract_number").type()).isEqualTo(ColumnType.Simple.TEXT);
        assertThat(deals.column("title").type()).isEqualTo(ColumnType.Simple.TEXT);
        assertThat(deals.takenFields())
                .contains("1d3224cd961071d82c8cdd5b07cceb07356d020c")
                .doesNotContain("custom_fields");
    }

    @Test
    void mapsOneColumnToAnotherKeyInEachAccountAndShowsItsLabel() {
        Table deals = under("""
                source: pipedrive
                entities:
                  deals:
                    tables:
                      pd_deals:
                        columns:
                          plan_id: {type: bigint, from: {comercial: [custom_fields.aa, aa], expansao: custom_fields.bb}, description: "Plan, by its ids."}
                          plan: {type: text, label_of: plan_id, description: Plan as people call it.}
                """).source("pipedrive").entity("deals").table();

        assertThat(deals.column("plan").content()).isEqualTo(new Column.Content.LabelOf("plan_id"));
        assertThat(deals.column("plan_id").content().paths())
                .extracting(ValuePath::text)
                .containsExactly("custom_fields.aa", "aa", "custom_fields.bb");
        assertThat(deals.takenFields()).contains("title").doesNotContain("aa", "custom_fields");
        assertThat(deals.takenFieldsByScope())
                .containsEntry("comercial", Set.of("aa"))
                .containsEntry("expansao", Set.of());
    }

    @Test
    void replacesAColumnCompletely() {
        Column column = under("""
                source: pipedrive
                entities:
                  deals:
                    tables:
                      pd_deals:
                        columns:
                          origin: {type: text, absent: true, description: Left out on purpose here.}
                """).source("pipedrive").entity("deals").table().column("origin");

        assertThat(column.content()).isEqualTo(new Column.Content.Absent());
    }

    @Test
    void replacesSingleValuesAndListsAndTakesAwayWhatIsLeftEmpty() {
        Source pipedrive = under("""
                source: pipedrive
                scopes: {setting: PIPEDRIVE_SCOPES, default: [franquias]}
                entities:
                  deals:
                    listings:
                      live:
                        cost: 12
                        params: {status: "open,won,lost"}
                      archived:
                      archived_deleted:
                """).source("pipedrive");

        assertThat(pipedrive.defaultScopes()).containsExactly("franquias");
        List<Listing> listings = pipedrive.entity("deals").listings();
        assertThat(listings.stream().map(Listing::name)).containsExactly("live", "deleted");
        assertThat(listings.get(0).cost()).isEqualTo(12);
        assertThat(listings.get(0).path()).isEqualTo("/api/v2/deals");
        assertThat(listings.get(0).params()).containsOnlyKeys("status");
    }

    @Test
    void addsAnEntity() {
        Source zendesk = under("""
                source: zendesk
                entities:
                  macros:
                    description: What agents apply to tickets in one go.
                    api_generation: v2
                    key: id
                    version: [updated_at]
                    deleted: [is_deleted]
                    listings:
                      all:
                        path: /api/v2/macros
                        records: macros
                        params: {include_all: true, depth: 2}
                        paging: {kind: cursor, size_param: "page[size]", size: 100, param: "page[after]", next: meta.after_cursor, more: meta.has_more}
                    tables:
                      zd_macros:
                        description: One row for each macro.
                        key: [macro_id]
                        columns:
                          macro_id: {type: bigint, from: id, description: Id of the macro.}
                          name: {type: text, from: name, description: Name of the macro.}
                """).source("zendesk");

        Listing listing = zendesk.entity("macros").listings().get(0);
        assertThat(listing.incremental()).isEqualTo(new Incremental.Snapshot());
        assertThat(listing.params()).containsEntry("include_all", "true").containsEntry("depth", "2");
        assertThat(zendesk.entity("tickets").childTables()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source: pipdrive\nentities:\n  deals:\n    optional: true\n;pipdrive;pipedrive;1",
                "source: pipedrive\nentities:\n  deal:\n    optional: true\n;deal;deals;3",
                "source: pipedrive\nentities:\n  deals:\n    tables:\n      pd_deal:\n        ignored: [x]\n;pd_deal;pd_deals;5"
            })
    void aMisnamedPartIsOneMistakeThatSaysWhatIsMeant(String written) {
        String[] parts = written.split(";", -1);

        assertThatThrownBy(() -> under(parts[0]))
                .isInstanceOfSatisfying(
                        InvalidCatalogException.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .asString()
                                .contains(
                                        ":" + parts[3] + ": There is no ",
                                        "'" + parts[1] + "'",
                                        "did you mean '" + parts[2] + "'?"));
    }

    @Test
    void reportsAMistakeInTheFileThatMakesIt() {
        assertThatThrownBy(() -> under("""
                source: zendesk
                entities:
                  groups:
                    tables:
                      zd_groups:
                        key: [groupid]
                """))
                .isInstanceOf(InvalidCatalogException.class)
                .hasMessageContaining("own.yaml:6: Key column 'groupid' does not exist: did you mean 'group_id'?");
    }

    @Test
    void aMistakeThatShowsInAShippedFileIsReportedInTheFileThatMakesIt() {
        assertThatThrownBy(() -> under("""
                source: pipedrive
                entities:
                  deals:
                    tables:
                      pd_deals:
                        columns:
                          deal_id: {type: text, from: other_id, description: Another id of the deal.}
                """))
                .hasMessageContaining("own.yaml:5: The key is not the record's")
                .hasMessageContaining("(this file changes what catalog/pipedrive.yaml:")
                .hasMessageNotContaining("\n  catalog/pipedrive.yaml");
    }

    @Test
    void aDescriptionThatIsTooShortIsAnsweredWithTheRule() {
        assertThatThrownBy(() -> under("""
                source: pipedrive
                entities:
                  deals:
                    description: "Plan."
                """))
                .hasMessageContaining(
                        "own.yaml:4: Invalid value of 'description': 'Plan.': expected a sentence of 10 characters or more");
    }

    private static String documentation() throws IOException {
        return Files.readString(Path.of("..", "catalog", "README.md"));
    }

    /** The file that the documentation shows for a source of one's own. */
    private static String documentedSource() throws IOException {
        String page = documentation();
        String example = page.substring(page.indexOf("source: shop"));
        return example.substring(0, example.indexOf("```"));
    }

    @Test
    void theSourceThatTheDocumentationShowsNeedsNothingElse() throws IOException {
        Source shop = under(documentedSource()).source("shop");

        assertThat(shop.entity("orders").table().name()).isEqualTo("shop_orders");
    }

    private static List<String> documented(String key) throws IOException {
        return Pattern.compile("(?m)^" + key + ": (\\{kind: .*?})")
                .matcher(documentation())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The entity whose records the example of a list for each record is about. */
    private static final String DEALS =
            "  deals: {description: Deals with lines., api_generation: v1, key: id, listings: {all: {path: /deals, records: deals,"
                    + " paging: {kind: single}}}, tables: {shop_deals: {description: One row a deal., key: [deal_id], columns:"
                    + " {deal_id: {type: bigint, from: id, description: Id of the deal.}}}}}\n";

    private static boolean goTogether(String paging, String incremental) throws IOException {
        String source = documentedSource()
                .replaceFirst("paging: .*", Matcher.quoteReplacement("paging: " + paging))
                .replaceFirst("incremental: .*", Matcher.quoteReplacement("incremental: " + incremental));
        String listed = incremental.contains("for_each")
                ? source.replace("/api/orders", "/api/orders/{key}/lines") + DEALS
                : source;
        try {
            under(listed);
            return true;
        } catch (InvalidCatalogException e) {
            return false;
        }
    }

    @Test
    void everyKindOfPagingAndOfIncrementalHasAnExampleInTheDocumentationThatIsValid() throws IOException {
        List<String> pagings = documented("paging");
        List<String> incrementals = documented("incremental");
        assertThat(kinds(pagings)).containsExactlyInAnyOrder("single", "cursor", "numbered", "time");
        assertThat(kinds(incrementals))
                .containsExactlyInAnyOrder("snapshot", "since", "from_cursor", "from_time", "for_each");

        Set<String> valid = new HashSet<>();
        for (String paging : pagings) {
            for (String incremental : incrementals) {
                if (goTogether(paging, incremental)) {
                    valid.addAll(List.of(paging, incremental));
                }
            }
        }
        assertThat(valid).containsAll(pagings).containsAll(incrementals);
    }

    private static Set<String> kinds(List<String> examples) {
        return examples.stream()
                .map(example -> example.replaceFirst("\\{kind: (\\w+).*", "$1"))
                .collect(Collectors.toSet());
    }

    @Test
    void saysWhereAQueryBelongsThatLiesInTheCatalog(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("vw_own.sql"), "create or replace view core.vw_own as select 1");
        Files.writeString(folder.resolve("notes.txt"), "not of the catalog");

        assertThatThrownBy(() -> CatalogReader.shippedUnder(CatalogFile.folder(folder)))
                .hasMessageContaining("vw_own.sql:1: A query is a model")
                .hasMessageContaining("{home}/models/models/NAME.sql");
        assertThat(CatalogFile.folder(folder.resolve("missing"))).isEmpty();
    }

    private static Catalog under(String yaml) {
        return CatalogReader.shippedUnder(List.of(new CatalogFile("own.yaml", yaml)));
    }
}
