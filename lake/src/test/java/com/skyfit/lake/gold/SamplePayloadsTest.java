package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Payloads that the real APIs answered, of both generations, laid down as bronze: each business key ends in gold, and every value fits. */
class SamplePayloadsTest {

    private static final Path SAMPLES = Path.of("..", "..", "shared", "data", "samples");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "pipedrive, deals, recorded/deals.json synthetic/v2-deals-page1.json synthetic/v2-deals-page2.json synthetic/v2-deals-archived.json"
                + " synthetic/v2-deals-status-deleted.json misc/v2-deals-minimal.json",
        "pipedrive, persons, recorded/persons.json synthetic/v2-persons.json",
        "pipedrive, activities, recorded/activities.json synthetic/v2-activities.json",
        "pipedrive, organizations, recorded/organizations.json synthetic/v2-organizations.json",
        "pipedrive, pipelines, recorded/pipelines.json",
        "pipedrive, stages, recorded/stages.json",
        "pipedrive, users, recorded/users.json",
        "zendesk, tickets, recorded/tickets.json synthetic/incremental-tickets-cursor-3-pages.json embulk_tests/tickets.json"
                + " embulk_tests/ticket_metrics.json embulk_tests/ticket_with_updated_by_system_records.json",
        "zendesk, users, recorded/users.json misc/incremental-users-cursor-page1.json embulk_tests/simple_user.json",
        "zendesk, organizations, recorded/organizations.json embulk_tests/simple_organization.json",
        "zendesk, groups, recorded/groups.json",
        "zendesk, ticket_fields, recorded/ticket-fields.json misc/ticket_fields-system-and-custom.json embulk_tests/ticket_fields.json",
        "zendesk, ticket_forms, recorded/ticket-forms.json"
    })
    void everyRecordedPayloadReachesGold(String sourceName, String entityName, String files) throws Exception {
        assumeTrue(Files.isDirectory(SAMPLES), "skipped: no recorded payloads in " + SAMPLES);
        Source source = CatalogReader.shipped().source(sourceName);
        Entity entity = source.entity(entityName);
        String scope = source.defaultScopes().get(0);
        List<JsonNode> records = new ArrayList<>();
        for (String file : Arrays.asList(files.split(" ", -1))) {
            collect(
                    JsonMapper.shared()
                            .readTree(
                                    Files.readString(SAMPLES.resolve(sourceName).resolve(file))),
                    root(source, entityName),
                    records);
        }
        assertThat(records).isNotEmpty();

        Transformed done = new LakeUnderTest(folder, database.get(), source, entityName)
                .bronze(
                        scope,
                        "20261123T000000Z",
                        records.stream().map(JsonNode::toString).toArray(String[]::new))
                .run();

        assertThat(done.rowsIn()).isEqualTo(records.size());
        assertThat(database.rows("select " + entity.table().key().get(0) + " from core."
                        + entity.table().name()))
                .containsExactlyInAnyOrderElementsOf(records.stream()
                        .map(record -> record.path(entity.key()).asString())
                        .distinct()
                        .toList());
        assertThat(database.rows("select stage, table_name, column_name, received, reason from ops.quarantine"))
                .isEmpty();
    }

    private static String root(Source source, String entity) {
        return source.name().equals("pipedrive") ? "data" : entity;
    }

    /** The records of every reply in a file, which wraps them in one way or another. */
    private static void collect(JsonNode node, String root, List<JsonNode> records) {
        if (node.isObject() && node.path(root).isArray()) {
            node.path(root).forEach(records::add);
        } else {
            node.forEach(child -> collect(child, root, records));
        }
    }
}
