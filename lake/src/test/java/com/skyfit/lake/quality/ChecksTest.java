package com.skyfit.lake.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.gold.LakeUnderTest;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each check is seen to pass on a sound lake and to fire on the fault it is for. */
class ChecksTest {

    /** A project that asks nothing. */
    static final ModelProject NO_MODELS = new ModelProject(List.of(), List.of(), List.of(), SemanticLayer.NONE);

    /** Bronze is laid down as of 2026-11-23T00:00:00Z. */
    private static final Instant SOON = Instant.parse("2026-11-23T06:00:00Z");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Source zendesk = CatalogReader.shipped().source("zendesk");
    private final ScopedEntity groups = new ScopedEntity(zendesk, "support", zendesk.entity("groups"));
    private LakeUnderTest lake;

    @BeforeEach
    void soundLake() throws Exception {
        lake = new LakeUnderTest(folder, database.get(), zendesk, "groups");
        lake.completeListing("support", "20261123T000000Z", groupsNumbered(1, 30))
                .run();
    }

    private static String[] groupsNumbered(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> "{\"id\":%d,\"name\":\"g\",\"updated_at\":\"2026-11-22T20:00:00Z\"}".formatted(id))
                .toArray(String[]::new);
    }

    private Checks.Findings check(String runId, Instant now) throws SQLException {
        return check(runId, now, groups);
    }

    private Checks.Findings check(String runId, Instant now, ScopedEntity subject) throws SQLException {
        database.execute("insert into ops.run (run_id, command, version, started_at) values ('" + runId
                + "', 'check', 't', now())");
        return new Checks(database.get(), NO_MODELS).run(runId, now, List.of(subject));
    }

    private List<String> failures(String runId, Instant now) throws SQLException {
        return check(runId, now).failures().stream()
                .map(result -> result.check() + " | " + result.subject() + " | " + result.observed())
                .toList();
    }

    private List<String> failures() throws SQLException {
        return failures("20261123T060000Z", SOON);
    }

    private void unit(String runId, String stage, String status) throws SQLException {
        database.execute("insert into ops.run (run_id, command, version, started_at) values ('" + runId
                + "', 'run', 't', now()) on conflict do nothing");
        database.execute("insert into ops.run_unit (run_id, stage, source, scope, entity, status) values ('" + runId
                + "', '" + stage + "', 'zendesk', 'support', 'groups', '" + status + "')");
    }

    @Test
    void moreThanOneLineInAHundredInQuarantineIsReported() throws Exception {
        String[] damaged = new String[50];
        Arrays.fill(damaged, "no json");
        damaged[0] = "{\"id\":30,\"name\":\"g\",\"updated_at\":\"2026-11-22T20:00:00Z\"}";
        lake.bronze("support", "20261123T010000Z", damaged).run();

        assertThat(failures())
                .containsExactly(
                        "quarantine | zendesk.support.groups | 49 of 50 lines of run 20261123T010000Z are in quarantine");
    }

    @Test
    void oneLineInAHundredInQuarantineIsBorne() throws Exception {
        String[] more = groupsNumbered(1, 100);
        more[99] = "no json";
        lake.bronze("support", "20261123T010000Z", more).run();

        assertThat(check("20261123T060000Z", SOON).results())
                .filteredOn(result -> result.check().equals("quarantine"))
                .allMatch(CheckResult::passed);
    }

    @Test
    void anEntityMaySayHowManyLinesInQuarantineAreBorne() throws Exception {
        String[] more = groupsNumbered(1, 100);
        more[99] = "no json";
        lake.bronze("support", "20261123T010000Z", more).run();
        Source strict = CatalogReader.shippedUnder(List.of(new CatalogFile(
                        "strict.yaml", "source: zendesk\nentities: {groups: {most_quarantined: 0.005}}")))
                .source("zendesk");

        assertThat(check("20261123T060000Z", SOON, new ScopedEntity(strict, "support", strict.entity("groups")))
                        .failures())
                .extracting(CheckResult::check, CheckResult::expected)
                .containsExactly(tuple("quarantine", "at most 0.5 % of a run"));
    }

    @Test
    void aLookFindsWhatARunWouldFindAndStoresNothing() throws Exception {
        lake.bronze("support", "20261123T010000Z", "no json", "{\"id\":30,\"name\":\"g\"}")
                .run();
        String stored = """
                select (select count(*) from ops.check_result), (select count(*) from ops.table_rows),
                    (select count(*) from ops.file where reconciled_at is not null), (select sum(keys) from ops.gold_keys)""";
        List<String> before = database.rows(stored);

        Checks.Findings looked = new Checks(database.get(), NO_MODELS).look("20261123T060000Z", SOON, List.of(groups));

        assertThat(database.rows(stored)).isEqualTo(before);
        assertThat(looked.failures()).isNotEmpty();
        assertThat(looked.results()).isEqualTo(check("20261123T060000Z", SOON).results());
    }

    @Test
    void aSoundLakePassesEveryCheck() throws SQLException {
        Checks.Findings findings = check("20261123T060000Z", SOON);

        assertThat(findings.failures()).isEmpty();
        assertThat(findings.results())
                .extracting(CheckResult::check)
                .containsExactly(
                        "failed-units",
                        "freshness",
                        "freshness",
                        "missed-run",
                        "account-rights",
                        "deletions",
                        "deletion-capture",
                        "empty-entities",
                        "row-counts",
                        "duplicate-keys",
                        "quarantine",
                        "outdated-records",
                        "values",
                        "schema-drift",
                        "schema-drift",
                        "empty-columns",
                        "reconciliation");
    }

    @Test
    void theArchitecturePageNamesEveryCheckInItsOrder() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "architecture.md"));
        String table = page.substring(page.indexOf("| check | fires when |"), page.indexOf("## The promises"));

        assertThat(Pattern.compile("^\\| ([a-z-]+) \\| [^|]+ \\|$", Pattern.MULTILINE)
                        .matcher(table)
                        .results()
                        .map(row -> row.group(1))
                        .filter(name -> !name.equals("check")))
                .containsExactlyElementsOf(Checks.names());
    }

    @Test
    void aRunThatNeverStartedFiresByWorkingTime() throws Exception {
        unit("20261120T060000Z", "extract", "succeeded");
        database.execute("update ops.run set started_at = '2026-11-20T21:00:00Z' where run_id = '20261120T060000Z'");
        Source weekdays = CatalogReader.shippedUnder(List.of(
                        new CatalogFile("own.yaml", "source: zendesk\nchecks: {runs: {warn: PT12H, error: PT20H}}")))
                .source("zendesk");
        ScopedEntity of = new ScopedEntity(weekdays, "support", weekdays.entity("groups"));

        assertThat(Checks.lookAtRuns(database.get(), SOON, List.of(of)))
                .as("from Friday evening to Monday morning, three hours apart from UTC")
                .extracting(CheckResult::status)
                .containsExactly(Verdict.PASSED);
        assertThat(Checks.lookAtRuns(database.get(), SOON.plusSeconds(12 * 3600), List.of(of)))
                .extracting(CheckResult::status)
                .containsExactly(Verdict.WARNED);
        assertThat(Checks.lookAtRuns(database.get(), SOON.plusSeconds(24 * 3600), List.of(of)))
                .singleElement()
                .satisfies(missed -> {
                    assertThat(missed.status()).isEqualTo(Verdict.FAILED);
                    assertThat(missed.subject()).isEqualTo("zendesk");
                    assertThat(missed.advice()).contains("skyfit run");
                });
    }

    @Test
    void resultsAreKept() throws SQLException {
        check("20261123T060000Z", SOON.plusSeconds(2 * 86400));

        assertThat(database.rows(
                        "select check_name, subject, status, advice <> '' from ops.check_result order by 1, 2"))
                .contains("freshness|zendesk.support.groups|failed|t", "duplicate-keys|core.zd_groups support|passed|f")
                .hasSize(17);
    }

    @Test
    void aListingThatIsRefusedFiresAndSaysHowToConfirmIt() throws Exception {
        lake.completeListing("support", "20261123T010000Z", groupsNumbered(1, 5))
                .run();

        Checks.Findings findings = check("20261123T060000Z", SOON);

        assertThat(findings.failures()).singleElement().satisfies(result -> {
            assertThat(result.check()).isEqualTo("deletions");
            assertThat(result.observed())
                    .isEqualTo("25 of 30 live records are absent in the complete listing of run 20261123T010000Z:"
                            + " more than 20 % of the live records are absent");
            assertThat(result.advice()).contains("--entity groups --sweep --confirm-deletions");
        });
    }

    @Test
    void deletionsThatWereNotLookedForInTwentyFiveDaysFire() throws SQLException {
        Instant late = Instant.parse("2026-12-18T00:00:01Z");

        assertThat(failures("20261218T000000Z", late))
                .contains(
                        "deletion-capture | zendesk.support.groups | last complete listing: 2026-11-23T00:00:00Z, 25 days ago");
        assertThat(failures("20261217T230000Z", late.minusSeconds(2)))
                .noneMatch(failure -> failure.startsWith("deletion-capture"));
    }

    @Test
    void deletionsThatAListShowsAreLookedForByEveryExtraction() throws SQLException {
        database.execute("update ops.manifest set complete_listing = false, listing_began = null, entity = 'tickets'");
        ScopedEntity tickets = new ScopedEntity(zendesk, "support", zendesk.entity("tickets"));
        try (Connection connection = database.get().connect()) {
            Evidence evidence = new Evidence(connection, "20261123T010000Z", SOON, List.of(tickets, groups), List.of());
            assertThat(new DeletionCapture().look(evidence))
                    .extracting(result -> result.subject() + " " + result.passed())
                    .containsExactly("zendesk.support.tickets true", "zendesk.support.groups false");
            assertThat(new AcceptedDeletions().look(evidence))
                    .extracting(result -> result.subject() + " " + result.passed())
                    .containsExactly("zendesk.support.groups true");
        }
    }

    @Test
    void aUnitWhoseNewestResultIsAFailureFires() throws SQLException {
        unit("20261123T010000Z", "extract", "succeeded");
        unit("20261123T020000Z", "extract", "failed");

        assertThat(failures())
                .containsExactly("failed-units | zendesk.support.groups | extract failed in run 20261123T020000Z");
    }

    @Test
    void aParkedUnitFires() throws SQLException {
        unit("20261123T020000Z", "extract", "parked");

        assertThat(failures()).singleElement().asString().contains("extract parked");
    }

    @Test
    void aFailureThatALaterRunMadeGoodIsForgotten() throws SQLException {
        unit("20261123T010000Z", "extract", "failed");
        unit("20261123T020000Z", "extract", "succeeded");

        assertThat(failures()).isEmpty();
    }

    @Test
    void anExtractionThatIsADayOldFiresWheneverItWasLoaded() throws SQLException {
        assertThat(failures("20261124T010000Z", Instant.parse("2026-11-24T00:00:01Z")))
                .contains(
                        "freshness | zendesk.support.groups | last complete extraction: 2026-11-23T00:00:00Z, 24 h ago");
    }

    /** Notes that every entity of the source was read just then. */
    private void allRead(Instant at) throws SQLException {
        for (Entity entity : zendesk.entities()) {
            database.execute(
                    "insert into ops.manifest (manifest_path, source, scope, entity, run_id, sequence, complete,"
                            + " complete_listing, records, committed_at) values ('" + entity.name() + at
                            + "', 'zendesk', 'support', '"
                            + entity.name() + "', '" + RunId.at(at).text() + "', 1, true, false, 0, '" + at + "')");
        }
    }

    /** The newest change is of a Sunday evening; a check of that day's end has the account's own age, not the extraction's. */
    private List<String> accountAt(Instant now) throws SQLException {
        return accountAt(now, zendesk);
    }

    private List<String> accountAt(Instant now, Source source) throws SQLException {
        allRead(now);
        return check(RunId.at(now).text(), now, new ScopedEntity(source, "support", source.entity("groups")))
                .results()
                .stream()
                .filter(result ->
                        result.check().equals("freshness") && result.subject().equals("zendesk.support"))
                .map(result -> result.status() + " " + result.observed())
                .toList();
    }

    @Test
    void anAccountWithoutChangesForAWorkingDayWarnsAndForThreeFires() throws SQLException {
        String newest = "newest change at the source: 2026-11-22T20:00:00Z, ";

        assertThat(accountAt(Instant.parse("2026-11-24T03:00:00Z")))
                .containsExactly("PASSED " + newest + "24 h of working time ago");
        assertThat(accountAt(Instant.parse("2026-11-24T04:00:00Z")))
                .containsExactly("WARNED " + newest + "25 h of working time ago");
        assertThat(accountAt(Instant.parse("2026-11-26T04:00:00Z")))
                .containsExactly("FAILED " + newest + "73 h of working time ago");
    }

    @Test
    void anAccountIsNotQuietBecauseItsOtherEntitiesWereNotRead() throws SQLException {
        Instant late = Instant.parse("2026-11-26T04:00:00Z");
        database.execute("update ops.manifest set committed_at = '" + late + "'");

        assertThat(check("20261126T040000Z", late).results())
                .filteredOn(result ->
                        result.check().equals("freshness") && result.subject().equals("zendesk.support"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.status()).isEqualTo(Verdict.PASSED);
                    assertThat(result.observed()).contains("73 h of working time ago; there may be others");
                });
    }

    private static Source zendeskUnder(String own) {
        return CatalogReader.shippedUnder(List.of(new CatalogFile("own.yaml", own)))
                .source("zendesk");
    }

    @Test
    void aCatalogFileSetsTheAgesOfASourceAScopeAndAnEntity() throws SQLException {
        Instant late = Instant.parse("2026-11-25T01:00:00Z");
        Source ofSource = zendeskUnder("source: zendesk\nchecks: {changes: {warn: PT1H, error: PT2H}}");
        Source ofScope = zendeskUnder(
                "source: zendesk\nchecks: {changes: {error: PT2H, warn: PT1H}, scopes: {support: {changes: {warn: PT1H}}}}");
        Source ofEntity = zendeskUnder("""
                source: zendesk
                entities: {groups: {checks: {extracted: {warn: PT1H, error: PT90H}, changes: {error: PT4H}}}}
                """);

        assertThat(accountAt(late, ofSource)).singleElement().asString().startsWith("FAILED");
        assertThat(accountAt(late.plusSeconds(60), ofScope))
                .singleElement()
                .asString()
                .startsWith("WARNED");
        assertThat(check(
                                "20261125T030000Z",
                                late.plusSeconds(2 * 3600),
                                new ScopedEntity(ofEntity, "support", ofEntity.entity("groups")))
                        .results())
                .filteredOn(result -> result.check().equals("freshness"))
                .extracting(CheckResult::subject, CheckResult::status)
                .containsExactly(
                        tuple("zendesk.support.groups", Verdict.WARNED),
                        tuple("zendesk.support.groups (changes)", Verdict.FAILED),
                        tuple("zendesk.support", Verdict.WARNED));
    }

    @Test
    void aCatalogFileAddsAHolidayToTheCalendar() throws SQLException {
        Source closed = CatalogReader.shippedUnder(List.of(new CatalogFile(
                        "own.yaml", "calendar: brazil\nholidays: {move: 2026-11-24, second_day: 2026-11-25}")))
                .source("zendesk");

        assertThat(accountAt(Instant.parse("2026-11-26T02:00:00Z"), closed))
                .containsExactly("PASSED newest change at the source: 2026-11-22T20:00:00Z, 24 h of working time ago");
    }

    @Test
    void aRecordOfATimeToComeDoesNotMakeAnAccountFreshAndIsAFindingOfItsOwn() throws Exception {
        lake.bronze("support", "20261123T010000Z", "{\"id\":31,\"name\":\"g\",\"updated_at\":\"2036-01-01T00:00:00Z\"}")
                .run();
        Instant late = Instant.parse("2026-11-26T04:00:00Z");

        assertThat(accountAt(late)).singleElement().asString().startsWith("FAILED");
        assertThat(check("20261126T050000Z", late).results())
                .filteredOn(result -> result.subject().equals("zendesk.support (times)"))
                .extracting(CheckResult::status, CheckResult::observed)
                .containsExactly(tuple(Verdict.WARNED, "1 records have a time in the future"));
    }

    @Test
    void anEntityThatWasReadAndIsOfferedNoMoreFires() throws SQLException {
        unit("20261123T020000Z", "extract", "unavailable");

        assertThat(failures())
                .contains("failed-units | zendesk.support.groups | extract unavailable in run 20261123T020000Z");
    }

    @Test
    void anEntityThatWasNeverOfferedIsNotExpectedToBeRead() throws SQLException {
        database.execute("update ops.manifest set complete = false");
        unit("20261123T020000Z", "extract", "unavailable");

        assertThat(failures()).noneMatch(failure -> failure.startsWith("freshness | zendesk.support.groups"));
    }

    @Test
    void whatOneRunLostFiresHoweverMuchOthersBroughtBeforeIt() throws Exception {
        lake.bronze("support", "20261123T010000Z", groupsNumbered(1, 10_000)).run();
        lake.bronze("support", "20261123T020000Z", "no json", "nor this").run();

        assertThat(failures())
                .contains(
                        "quarantine | zendesk.support.groups | 2 of 2 lines of run 20261123T020000Z are in quarantine");
    }

    @Test
    void aRecordWhoseNewestLineIsInQuarantineFiresUntilItComesAgain() throws Exception {
        String[] more = groupsNumbered(31, 230);
        more[199] = "{\"id\":7,\"updated_at\":\"2026-11-22T21:00:00Z\",\"name\":\"\\q\"}";
        lake.bronze("support", "20261123T010000Z", more).run();

        assertThat(failures())
                .containsExactly("outdated-records | zendesk.support.groups |"
                        + " gold shows an older state of 1 records, whose newest lines are in quarantine, the last of run"
                        + " 20261123T010000Z: 7");

        lake.bronze("support", "20261123T020000Z", groupsNumbered(7, 7)).run();
        assertThat(failures("20261123T070000Z", SOON)).isEmpty();
    }

    @Test
    void aLineInQuarantineThatIsNotTheNewestOfItsRecordOrOfNoneThatIsKnownHidesNothing() throws Exception {
        String[] more = groupsNumbered(31, 330);
        more[0] = "{\"id\":7,\"name\":\"\\ud83d\"}";
        more[1] = "{\"id\":7,\"name\":\"g\",\"updated_at\":\"2026-11-22T21:00:00Z\"}";
        more[299] = "{\"id\":999,\"name\":\"\\q\"}";
        lake.bronze("support", "20261123T010000Z", more).run();

        assertThat(failures()).isEmpty();
    }

    @Test
    void aColumnThatIsNullForARunsRecordsBecauseTheirValuesDidNotFitFires() throws Exception {
        String[] odd = IntStream.rangeClosed(1, 30)
                .mapToObj(id ->
                        "{\"id\":%d,\"is_public\":\"R$ 1\",\"updated_at\":\"2026-11-22T21:00:00Z\"}".formatted(id))
                .toArray(String[]::new);
        lake.bronze("support", "20261123T010000Z", odd).run();

        assertThat(failures())
                .containsExactly("values | core.zd_groups support |"
                        + " is_public: 30 of 30 values of run 20261123T010000Z did not fit");

        lake.bronze("support", "20261123T020000Z", groupsNumbered(1, 30)).run();
        assertThat(failures("20261123T070000Z", SOON)).hasSize(1);

        String[] mended = IntStream.rangeClosed(1, 30)
                .mapToObj(id -> "{\"id\":%d,\"is_public\":true,\"updated_at\":\"2026-11-22T22:00:00Z\"}".formatted(id))
                .toArray(String[]::new);
        lake.bronze("support", "20261123T030000Z", mended).run();
        assertThat(failures("20261123T080000Z", SOON)).noneMatch(failure -> failure.startsWith("values"));
    }

    @Test
    void aTableThatShrinksFiresUntilThatIsAccepted() throws Exception {
        check("20261123T060000Z", SOON);
        database.execute("update core.zd_groups set is_deleted = true where group_id > 19");
        String lost = "row-counts | core.zd_groups support | 19 live rows, 30 at the last good count";

        assertThat(failures("20261123T070000Z", SOON)).containsExactly(lost);
        assertThat(failures("20261123T080000Z", SOON)).containsExactly(lost);
        assertThat(Acceptances.accept(
                        database.get(), "row-counts", "core.zd_groups support", "the branch was closed", SOON))
                .contains("19 live rows, 30 at the last good count");
        assertThat(failures("20261123T090000Z", SOON)).isEmpty();
        assertThat(database.rows("select status, accepted_reason from ops.check_result where accepted_at is not null"))
                .containsExactly("accepted|the branch was closed");
    }

    @Test
    void whatIsAcceptedIsThatIncidentAndNoOther() throws Exception {
        lake.bronze("support", "20261123T010000Z", "no json").run();
        check("20261123T060000Z", SOON);
        assertThat(Acceptances.accept(database.get(), "quarantine", groups.toString(), "known", SOON))
                .isPresent();

        assertThat(check("20261123T070000Z", SOON).results())
                .filteredOn(result -> result.check().equals("quarantine"))
                .extracting(CheckResult::status)
                .containsExactly(Verdict.ACCEPTED);
        lake.bronze("support", "20261123T020000Z", "no json either").run();
        assertThat(failures("20261123T080000Z", SOON)).hasSize(1);
    }

    @Test
    void whatDidNotFailCannotBeAccepted() throws Exception {
        check("20261123T060000Z", SOON);

        assertThat(Acceptances.accept(database.get(), "quarantine", groups.toString(), "why not", SOON))
                .isEmpty();
    }

    @Test
    void aTableThatGrowsByMoreThanATenthWarns() throws Exception {
        check("20261123T060000Z", SOON);
        lake.bronze("support", "20261123T070000Z", groupsNumbered(31, 41)).run();

        assertThat(check("20261123T080000Z", SOON).results())
                .filteredOn(result -> result.status() == Verdict.WARNED)
                .extracting(CheckResult::check, CheckResult::observed)
                .containsExactly(tuple("row-counts", "41 live rows, 30 at the last good count"));
    }

    @Test
    void aSmallMoveOfASmallTableIsUsual() throws Exception {
        check("20261123T060000Z", SOON);
        lake.bronze("support", "20261123T070000Z", groupsNumbered(31, 40)).run();

        assertThat(failures("20261123T080000Z", SOON)).isEmpty();
    }

    @Test
    void noRowsWhereRowsAreExpectedFires() throws SQLException {
        database.execute("delete from core.zd_groups");

        assertThat(failures()).contains("empty-entities | zendesk.support.groups | no record");
    }

    @Test
    void noRowsWhereNoneAreExpectedPass() throws SQLException {
        Source lenient = CatalogReader.shippedUnder(List.of(
                        new CatalogFile("lenient.yaml", "source: zendesk\nentities: {groups: {expect_rows: false}}")))
                .source("zendesk");
        database.execute("delete from core.zd_groups");

        assertThat(check("20261123T060000Z", SOON, new ScopedEntity(lenient, "support", lenient.entity("groups")))
                        .failures())
                .extracting(CheckResult::check)
                .doesNotContain("empty-entities");
    }

    @Test
    void aSmallTableOfWhichEveryRowIsDeletedFiresUntilThatIsAccepted() throws Exception {
        database.execute("delete from core.zd_groups where group_id > 3");
        String empty = "empty-entities | zendesk.support.groups |"
                + " no live record; the last of them was found deleted in run 20261123T010000Z";
        database.execute("update core.zd_groups set is_deleted = true, _absent_from_run_id = '20261123T010000Z'");

        assertThat(failures()).contains(empty);
        assertThat(Acceptances.accept(database.get(), "empty-entities", groups.toString(), "a pilot ended", SOON))
                .isPresent();
        assertThat(failures("20261123T070000Z", SOON)).doesNotContain(empty);
    }

    @Test
    void aDoubledBusinessKeyFires() throws SQLException {
        database.execute("alter table core.zd_groups drop constraint zd_groups_pkey");
        database.execute("insert into core.zd_groups select * from core.zd_groups where group_id = 7");

        assertThat(failures()).contains("duplicate-keys | core.zd_groups support | 1 keys with more than one row");
    }

    @Test
    void aGoldRowThatIsMissingFires() throws SQLException {
        database.execute("delete from core.zd_groups where group_id = 7");

        assertThat(failures())
                .containsExactly(
                        "reconciliation | zendesk.support.groups | 30 business keys in silver <> 29 gold rows");
    }

    @Test
    void aSilverRowThatIsMissingFires() throws SQLException {
        database.execute("delete from stg_zendesk.groups where line_no = 7");

        assertThat(failures())
                .containsExactly(
                        "reconciliation | zendesk.support.groups | 30 bronze lines <> 29 silver rows + 0 quarantined;"
                                + " 29 business keys in silver <> 30 gold rows");
    }

    @Test
    void recordsThatNoPartHoldsFire() throws SQLException {
        database.execute("update ops.manifest set records = 31");

        assertThat(failures())
                .containsExactly("reconciliation | zendesk.support.groups | 31 records answered <> 30 bronze lines");
    }

    @Test
    void aQuarantinedLineIsAccountedFor() throws Exception {
        lake.bronze("support", "20261123T070000Z", "{\"id\":31}", "no json").run();

        assertThat(check("20261123T080000Z", SOON).reconciliations().get(0).equation())
                .isEqualTo("32 records = 32 lines = 31 silver + 1 quarantined; silver = 31 gold + 0 older versions");
    }
}
