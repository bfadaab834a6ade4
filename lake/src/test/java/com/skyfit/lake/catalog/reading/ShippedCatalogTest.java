package com.skyfit.lake.catalog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.catalog.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedCatalogTest {

    /** Checked, as the program itself does not when it starts. */
    private static final Catalog CATALOG = CatalogReader.read(CatalogFile.shipped());

    @Test
    void isWhatTheProgramReads() {
        assertThat(CatalogReader.shipped()).isEqualTo(CATALOG);
    }

    @Test
    void describesTwelveAndSixEntitiesOfTwoSources() {
        assertThat(CATALOG.source("pipedrive").entities().stream().map(Entity::name))
                .containsExactly(
                        "deals",
                        "persons",
                        "activities",
                        "organizations",
                        "pipelines",
                        "stages",
                        "users",
                        "deal_fields",
                        "person_fields",
                        "organization_fields",
                        "activity_fields",
                        "activity_types");
        assertThat(CATALOG.source("zendesk").entities().stream().map(Entity::name))
                .containsExactly(
                        "tickets",
                        "users",
                        "organizations",
                        "groups",
                        "ticket_fields",
                        "ticket_forms",
                        "user_fields",
                        "organization_fields");
    }

    @Test
    void hasEveryColumnThatReportsWereBuiltOn() {
        GoldContract contract = GoldContract.read();
        Map<String, Map<String, String>> offered = tables().collect(Collectors.toMap(
                Table::name,
                table -> table.columns().stream()
                        .collect(Collectors.toMap(
                                Column::name, column -> column.type().written()))));

        assertThat(contract.tables()).hasSize(17);
        contract.tables()
                .forEach((table, columns) ->
                        assertThat(offered.get(table)).as(table).containsAllEntriesOf(columns));
    }

    @Test
    void fillsEveryColumnFromSomeApiGeneration() {
        assertThat(tables().flatMap(table -> table.columns().stream())
                        .filter(column -> column.content() instanceof Column.Content.Absent))
                .isEmpty();
    }

    @Test
    void keepsUnmappedFieldsOfEveryRecord() {
        assertThat(tables().filter(table -> !table.isChild()))
                .allSatisfy(table -> assertThat(table.columns().stream()
                                .filter(column -> column.content() instanceof Column.Content.Rest))
                        .as(table.name())
                        .hasSize(1));
        assertThat(entity("zendesk", "tickets").table().column(Table.EXTRA).content())
                .isEqualTo(new Column.Content.Rest(""));
    }

    @Test
    void offersScopeViewsOfFiveTables() {
        assertThat(tables().filter(Table::scopeViews).map(Table::name))
                .containsExactly("pd_deals", "pd_persons", "pd_activities", "pd_organizations", "pd_users");
    }

    @Test
    void readsDealsThroughFourListsThatDoNotOverlap() {
        Entity deals = entity("pipedrive", "deals");

        assertThat(deals.listings().stream().map(Listing::name))
                .containsExactly("live", "archived", "deleted", "archived_deleted");
        assertThat(deals.listings().get(0).paging())
                .isEqualTo(new Paging.Cursor("limit", 500, "cursor", "additional_data.next_cursor", "", ""));
        assertThat(deals.listings())
                .allSatisfy(listing -> assertThat(listing.incremental())
                        .isEqualTo(new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10))));
        assertThat(deals.listings().get(3).params()).containsEntry("status", "deleted");
        assertThat(deals.isSnapshot()).isFalse();
    }

    @Test
    void readsReferenceDataCompletely() {
        assertThat(CATALOG.sources().stream()
                        .flatMap(source -> source.entities().stream())
                        .filter(Entity::isSnapshot)
                        .filter(Entity::absentMeansDeleted)
                        .map(Entity::name))
                .containsExactly(
                        "pipelines",
                        "stages",
                        "users",
                        "deal_fields",
                        "person_fields",
                        "organization_fields",
                        "activity_fields",
                        "activity_types",
                        "groups",
                        "ticket_fields",
                        "ticket_forms",
                        "user_fields",
                        "organization_fields");
    }

    @Test
    void readsWhatIsSwitchedOffOnlyWhereAnOwnFileSwitchesItOn() {
        Catalog own = CatalogReader.shippedUnder(
                List.of(new CatalogFile("own.yaml", "source: zendesk\nentities:\n  brands: {enabled: true}\n")));

        assertThat(CATALOG.source("zendesk").entities().stream().map(Entity::name))
                .doesNotContain("brands", "group_memberships", "satisfaction_ratings", "ticket_metric_events");
        assertThat(own.source("zendesk").entities().stream().map(Entity::name))
                .contains("brands")
                .doesNotContain("group_memberships");
    }

    @Test
    void asksForTheChangesOfEachDealWhereAnOwnFileSwitchesThemOn() {
        Entity changes = CatalogReader.shippedUnder(List.of(
                        new CatalogFile("own.yaml", "source: pipedrive\nentities:\n  deal_changes: {enabled: true}\n")))
                .source("pipedrive")
                .entity("deal_changes");

        assertThat(changes.listedForEach()).containsExactly("deals");
        assertThat(changes.listings().get(0).of(7).path()).isEqualTo("/api/v1/deals/7/flow");
        assertThat(changes.listings().get(0).cost()).isEqualTo(40);
        assertThat(changes.isSnapshot()).isFalse();
    }

    @Test
    void identifiesFieldsByTheirCodeAndOtherRecordsByANumber() {
        assertThat(entity("pipedrive", "deal_fields").keyType()).isEqualTo(ColumnType.Simple.TEXT);
        assertThat(entity("pipedrive", "deals").keyType()).isEqualTo(ColumnType.Simple.BIGINT);
    }

    @Test
    void takesNothingFromTheRestThatNoColumnHolds() {
        assertThat(entity("pipedrive", "persons").table().takenFields())
                .contains("is_deleted", "emails", "email", "org_id")
                .doesNotContain("custom_fields", "owner_name");
    }

    @Test
    void everyFileInTheFolderIsShipped() throws IOException {
        Path folder = Path.of("..", "catalog");
        try (Stream<Path> paths = Files.walk(folder)) {
            List<String> lying = paths.filter(path -> path.toString().matches(".*\\.(yaml|sql)"))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();

            assertThat(CatalogFile.resource("index.txt").lines().sorted()).containsExactlyElementsOf(lying);
        }
    }

    private static Entity entity(String source, String name) {
        return CATALOG.source(source).entity(name);
    }

    private static Stream<Table> tables() {
        return CATALOG.sources().stream()
                .flatMap(source -> source.entities().stream())
                .flatMap(entity -> entity.tables().stream());
    }
}
