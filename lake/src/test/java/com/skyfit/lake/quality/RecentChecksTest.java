package com.skyfit.lake.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.LakeUnderTest;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The checks that compare what came last with what is usual: each fires on the fault it is for, and is silent on what is near it. */
class RecentChecksTest {

    private static final Instant SOON = Instant.parse("2026-11-23T06:00:00Z");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Source zendesk = CatalogReader.shipped().source("zendesk");
    private final ScopedEntity groups = new ScopedEntity(zendesk, "support", zendesk.entity("groups"));
    private LakeUnderTest lake;
    private int hour;

    @BeforeEach
    void sixtyGroupsThatAreChecked() throws Exception {
        lake = new LakeUnderTest(folder, database.get(), zendesk, "groups");
        lake.completeListing("support", run(), sixty(id -> "\"name\":\"g\""));
        lake.run();
        assertThat(found("")).isEmpty();
    }

    private String run() {
        hour++;
        return "20261123T%02d0000Z".formatted(hour);
    }

    private static String[] sixty(IntFunction<String> fields) {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(id -> "{\"id\":" + id + "," + fields.apply(id) + "}")
                .toArray(String[]::new);
    }

    /** What came in a run of sixty groups, each newer than before, and what a check of that name says of it. */
    private List<String> after(String check, IntFunction<String> fields) throws Exception {
        String run = run();
        lake.bronze(
                        "support",
                        run,
                        sixty(id -> "\"updated_at\":\"2026-11-23T%02d:00:00Z\",".formatted(hour) + fields.apply(id)))
                .run();
        return found(check);
    }

    private List<String> found(String check) throws SQLException {
        return found(check, groups, SOON);
    }

    private List<String> found(String check, ScopedEntity entity, Instant now) throws SQLException {
        String run = run();
        database.execute("insert into ops.run (run_id, command, version, started_at) values ('" + run
                + "', 'check', 't', now())");
        return new Checks(database.get(), ChecksTest.NO_MODELS)
                .run(run, now, List.of(entity)).results().stream()
                        .filter(result -> result.status() != Verdict.PASSED)
                        .filter(result -> result.check().contains(check))
                        .filter(result -> !result.check().equals("freshness"))
                        .map(result -> result.status() + " " + result.subject() + " | " + result.observed())
                        .toList();
    }

    private static String half(int id) {
        return id % 2 == 0 ? "\"name\":null" : "\"name\":\"g\"";
    }

    @Test
    void aColumnThatHasLostItsValuesFiresUntilItHasThemAgain() throws Exception {
        String lost = "FAILED core.zd_groups support | name: 0 %, usually 100 %, since run 20261123T030000Z";

        assertThat(after("empty-columns", id -> "\"name\":\"\"")).containsExactly(lost);
        assertThat(found("empty-columns")).containsExactly(lost);
        assertThat(after("empty-columns", id -> "\"name\":null")).containsExactly(lost);
        assertThat(after("empty-columns", id -> "\"name\":\"g\"")).isEmpty();
    }

    @Test
    void aColumnThatHasLostHalfOfItsValuesIsUsual() throws Exception {
        assertThat(after("empty-columns", RecentChecksTest::half)).isEmpty();
    }

    @Test
    void aColumnThatFewRecordsFilledMayLoseItsValues() throws Exception {
        assertThat(after("empty-columns", id -> "\"name\":\"g\"" + (id <= 20 ? ",\"description\":\"d\"" : "")))
                .isEmpty();
        assertThat(after("empty-columns", id -> "\"name\":\"g\",\"description\":null"))
                .isEmpty();
    }

    @Test
    void anAcceptedLossStaysAcceptedAndAnotherFires() throws Exception {
        after("", id -> "\"name\":\"g\",\"description\":\"d\"");
        after("", id -> "\"name\":\"g\",\"description\":\"d\"");
        after("", id -> "\"name\":\"g\",\"description\":\"d\"");
        assertThat(after("empty-columns", id -> "\"name\":null,\"description\":\"d\""))
                .hasSize(1);
        assertThat(Acceptances.accept(
                        database.get(), "empty-columns", "core.zd_groups support", "names are no longer kept", SOON))
                .isPresent();

        assertThat(after("empty-columns", id -> "\"name\":null,\"description\":\"d\""))
                .singleElement()
                .asString()
                .startsWith("ACCEPTED");
        assertThat(after("empty-columns", id -> "\"name\":null,\"description\":null"))
                .singleElement()
                .asString()
                .startsWith("FAILED");
    }

    @Test
    void ofFewerRecordsThanTheCatalogSaysNothingIsConcluded() throws Exception {
        Source patient = CatalogReader.shippedUnder(List.of(
                        new CatalogFile("own.yaml", "source: zendesk\nentities: {groups: {checks: {least_rows: 61}}}")))
                .source("zendesk");
        after("", id -> "\"name\":null");
        database.execute("truncate ops.usual_share");
        assertThat(found("empty-columns", new ScopedEntity(patient, "support", patient.entity("groups")), SOON))
                .isEmpty();
        assertThat(database.rows("select * from ops.usual_share where check_name = 'empty-columns'"))
                .isEmpty();
    }

    @Test
    void aFieldThatIsGoneFromEveryLineFiresUntilItIsBack() throws Exception {
        String gone = "FAILED zendesk.support.groups | name: 0 %, usually 100 %, since run 20261123T030000Z";

        assertThat(after("schema-drift", id -> "\"description\":\"\"")).containsExactly(gone);
        assertThat(after("schema-drift", id -> "\"description\":\"\"")).containsExactly(gone);
        assertThat(after("schema-drift", id -> "\"description\":\"\"," + half(id)))
                .isEmpty();
    }

    @Test
    void aFieldOfAnotherTypeFiresWhereItIsCommonAndWarnsOnceWhereItIsNot() throws Exception {
        assertThat(after("schema-drift", id -> id <= 6 ? "\"name\":{\"pt\":\"g\"}" : "\"name\":\"g\""))
                .containsExactly("WARNED zendesk.support.groups | name is object: 10 %, never before");
        assertThat(after("schema-drift", id -> id <= 2 ? "\"name\":[\"g\"]" : "\"name\":\"g\""))
                .isEmpty();
        assertThat(after("schema-drift", id -> "\"name\":5"))
                .containsExactly("FAILED zendesk.support.groups | name is number: 100 %, never before, since run "
                        + "20261123T070000Z");
        assertThat(after("schema-drift", id -> "\"name\":\"g\"")).isEmpty();
    }

    @Test
    void aFieldThatTheCatalogDoesNotKnowIsNewOnce() throws Exception {
        assertThat(after("schema-drift", id -> "\"name\":\"g\",\"colour\":\"red\""))
                .containsExactly("WARNED zendesk.*.groups | colour (string) in run 20261123T030000Z");
        assertThat(after("schema-drift", id -> "\"name\":\"g\",\"colour\":\"blue\""))
                .isEmpty();
    }

    private List<String> orphans(int most, Instant now) throws Exception {
        LakeUnderTest users = new LakeUnderTest(folder, database.get(), zendesk, "users");
        users.completeListing(
                        "support",
                        run(),
                        sixty(id -> "\"active\":true,\"name\":\"u\",\"default_group_id\":" + (id <= most ? 999 : id)))
                .run();
        return found("orphan-keys", new ScopedEntity(zendesk, "support", zendesk.entity("users")), now);
    }

    @Test
    void manyReferencesThatLeadNowhereFireAndFewerWarn() throws Exception {
        assertThat(orphans(20, SOON))
                .containsExactly(
                        "FAILED core.zd_users support | default_group_id: 20 of 60 keys are not in core.zd_groups");
        assertThat(orphans(12, SOON))
                .containsExactly(
                        "WARNED core.zd_users support | default_group_id: 12 of 60 keys are not in core.zd_groups");
    }

    /** One record that is gone may have been referred to by many of a few. */
    @Test
    void manyOfAFewReferencesOnlyWarn() throws Exception {
        LakeUnderTest users = new LakeUnderTest(folder, database.get(), zendesk, "users");
        users.completeListing(
                        "support",
                        run(),
                        sixty(id -> "\"active\":true,\"name\":\"u\""
                                + (id > 49 ? "" : ",\"default_group_id\":" + (id > 20 ? 999 : id))))
                .run();

        assertThat(found("orphan-keys", new ScopedEntity(zendesk, "support", zendesk.entity("users")), SOON))
                .containsExactly(
                        "WARNED core.zd_users support | default_group_id: 29 of 49 keys are not in core.zd_groups");
    }

    @Test
    void aFewReferencesThatLeadNowhereAreUsual() throws Exception {
        assertThat(orphans(3, SOON)).isEmpty();
        assertThat(orphans(8, SOON)).isEmpty();
    }

    @Test
    void referencesToWhatWasNotReadLatelyAreNotAskedAbout() throws Exception {
        assertThat(orphans(20, SOON.plusSeconds(48 * 3600))).isEmpty();
    }

    @Test
    void referencesToDeletedRecordsLeadSomewhere() throws Exception {
        database.execute("update core.zd_groups set is_deleted = true");

        assertThat(orphans(0, SOON)).isEmpty();
    }
}
