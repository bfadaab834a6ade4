package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records missing from a complete listing are deleted, unless the listing is doubtful. */
class AbsenceTest {

    private static final String MONDAY = "20260105T060000Z";
    private static final String TUESDAY = "20260106T060000Z";
    private static final String WEDNESDAY = "20260107T060000Z";
    private static final String THURSDAY = "20260108T060000Z";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Source pipedrive = CatalogReader.shipped().source("pipedrive");
    private LakeUnderTest persons;

    @BeforeEach
    void twentyPersons() throws Exception {
        persons = new LakeUnderTest(folder, database.get(), pipedrive, "persons");
        persons.completeListing("comercial", MONDAY, persons(1, 20));
        persons.run();
    }

    private static String[] persons(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> person(id, "2026-01-01T00:00:00Z"))
                .toArray(String[]::new);
    }

    private static String person(int id, String updated) {
        return "{\"id\":%d,\"name\":\"p\",\"is_deleted\":false,\"update_time\":\"%s\"}".formatted(id, updated);
    }

    private static String[] and(String[] lines, String... more) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private List<String> deleted() throws SQLException {
        return database.rows("select scope, person_id from core.pd_persons where is_deleted order by 1, 2");
    }

    private List<String> verdicts() throws SQLException {
        return database.rows(
                "select run_id, live, absent, outcome, confirmed, reason from ops.absence order by run_id");
    }

    @Test
    void whatAListingLacksIsDeleted() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 18)).run();

        assertThat(deleted()).containsExactly("comercial|19", "comercial|20");
        assertThat(verdicts()).contains(TUESDAY + "|20|2|marked|f|∅");
    }

    @Test
    void aListingOfNothingDeletesNobody() throws Exception {
        persons.completeListing("comercial", TUESDAY).run();

        assertThat(deleted()).isEmpty();
        assertThat(verdicts()).contains(TUESDAY + "|20|20|refused|f|the listing shows none of the live records");
    }

    @Test
    void aListingThatLacksMoreThanAFifthDeletesNobody() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 15)).run();

        assertThat(deleted()).isEmpty();
        assertThat(verdicts()).contains(TUESDAY + "|20|5|refused|f|more than 20 % of the live records are absent");
    }

    @Test
    void anOperatorCanSayThatManyDeletionsAreReal() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 15)).run();
        persons.runConfirmed();

        assertThat(deleted()).hasSize(5);
        assertThat(verdicts()).contains(TUESDAY + "|20|5|marked|t|∅");
    }

    @Test
    void aRefusedListingIsForgottenWhenTheNextOneShowsEverybody() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 2)).run();
        persons.completeListing("comercial", WEDNESDAY, persons(1, 20)).run();

        assertThat(deleted()).isEmpty();
        assertThat(verdicts()).containsExactly(TUESDAY + "|20|0|marked|f|∅");
    }

    @Test
    void smallChangesOfSmallTablesNeedNobody() throws Exception {
        LakeUnderTest users = new LakeUnderTest(folder, database.get(), pipedrive, "users");
        users.completeListing("expansao", MONDAY, persons(1, 4)).run();
        users.completeListing("expansao", TUESDAY, persons(1, 1)).run();

        assertThat(database.rows("select count(*) from core.pd_users where is_deleted"))
                .containsExactly("3");
    }

    @Test
    void scopesAreJudgedEachByItself() throws Exception {
        persons.completeListing("expansao", MONDAY, persons(1, 20)).run();
        persons.completeListing("comercial", TUESDAY, persons(1, 5));
        persons.completeListing("expansao", TUESDAY, persons(1, 19)).run();

        assertThat(deleted()).containsExactly("expansao|20");
    }

    @Test
    void whatARunAfterTheListingShowedIsNotDeleted() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 18));
        persons.bronze("comercial", WEDNESDAY, person(20, "2026-01-07T00:00:00Z"))
                .run();

        assertThat(deleted()).containsExactly("comercial|19");
    }

    @Test
    void whatTheListingShowedWithAnOlderClockIsNotDeleted() throws Exception {
        persons.completeListing("comercial", TUESDAY, and(persons(1, 18), person(19, "2025-12-31T00:00:00Z")))
                .run();

        assertThat(deleted()).containsExactly("comercial|20");
    }

    @Test
    void aLineInQuarantineMayBeTheAbsentRecord() throws Exception {
        persons.completeListing("comercial", TUESDAY, and(persons(1, 19), "{\"id\":20,"))
                .run();

        assertThat(deleted()).isEmpty();
        assertThat(verdicts())
                .contains(
                        TUESDAY
                                + "|20|1|refused|f|1 lines read since the listing began are in quarantine and may be the absent records");
    }

    @Test
    void aMissingManifestForbidsEvenConfirmedDeletions() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 19)).load();
        database.execute("update ops.manifest set sequence = 2 where run_id = '" + TUESDAY + "'");

        persons.runConfirmed();

        assertThat(deleted()).isEmpty();
        assertThat(verdicts().get(0)).contains("refused").contains("manifests of 1 runs");
    }

    @Test
    void aListingWithAPartThatIsNotLoadedIsNotJudged() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 19)).load();
        database.execute("update ops.file set state = 'failed' where run_id = '" + TUESDAY + "'");

        new Transform(database.get()).run(pipedrive, pipedrive.entity("persons"));

        assertThat(deleted()).isEmpty();
    }

    @Test
    void aListingThatTookSeveralRunsCountsAllOfThem() throws Exception {
        persons.bronze("comercial", TUESDAY, persons(1, 10));
        persons.listingSince("comercial", TUESDAY, WEDNESDAY, persons(11, 19)).run();

        assertThat(deleted()).containsExactly("comercial|20");
        assertThat(database.rows("select _deleted_at from core.pd_persons where is_deleted"))
                .containsExactly("2026-01-07 06:00:00+00");
    }

    @Test
    void whoIsListedAgainLives() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 19)).run();
        persons.completeListing("comercial", WEDNESDAY, persons(1, 20)).run();

        assertThat(deleted()).isEmpty();
        assertThat(database.rows("select _deleted_at from core.pd_persons where person_id = 20"))
                .containsExactly("∅");
    }

    @Test
    void whoIsSeenAgainByAnIncrementLives() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 19)).run();
        persons.bronze("comercial", WEDNESDAY, person(20, "2026-01-07T05:00:00Z"))
                .run();

        assertThat(deleted()).isEmpty();
    }

    @Test
    void whoVanishedTwiceIsDeletedTwice() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 19)).run();
        persons.completeListing("comercial", WEDNESDAY, persons(1, 20)).run();
        persons.completeListing("comercial", THURSDAY, persons(1, 19)).run();

        assertThat(database.rows("select person_id, _deleted_at from core.pd_persons where is_deleted"))
                .containsExactly("20|2026-01-08 06:00:00+00");
    }

    @Test
    void anOldPartThatComesLateDoesNotRevive() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 20)).run();
        persons.bronze("comercial", "20260101T060000Z", person(21, "2025-12-01T00:00:00Z"))
                .run();

        assertThat(deleted()).containsExactly("comercial|21");
        assertThat(database.rows("select _deleted_at from core.pd_persons where is_deleted"))
                .containsExactly("2026-01-05 06:00:00+00");
    }

    @Test
    void acceptedDeletionsStayWhenAllOfSilverIsAppliedAgain() throws Exception {
        persons.completeListing("comercial", TUESDAY, persons(1, 17)).run();
        persons.completeListing("comercial", WEDNESDAY, persons(1, 16)).run();
        List<String> before =
                database.rows("select person_id, is_deleted, _deleted_at from core.pd_persons order by 1");

        database.execute("update ops.mapping set fingerprint = 'another'");
        persons.run();

        assertThat(deleted()).hasSize(4);
        assertThat(database.rows("select person_id, is_deleted, _deleted_at from core.pd_persons order by 1"))
                .isEqualTo(before);
    }

    @Test
    void listingsOfAMonthAreJudgedTogether() throws Exception {
        persons.completeListing("comercial", "20260113T000000Z", persons(1, 1000))
                .run();
        persons.completeListing("comercial", "20260120T000000Z", persons(1, 850))
                .run();
        persons.completeListing("comercial", "20260127T000000Z", persons(1, 720))
                .run();

        assertThat(deleted()).hasSize(150);
        assertThat(verdicts())
                .anyMatch(verdict -> verdict.endsWith(
                        "|refused|f|more than 20 % of the live records are absent," + " 280 of 1000 within 30 days"));
    }

    @Test
    void whatALongTimeAgoWasMissedIsNotOfThatMonth() throws Exception {
        persons.completeListing("comercial", "20260113T000000Z", persons(1, 1000))
                .run();
        persons.completeListing("comercial", "20260120T000000Z", persons(1, 850))
                .run();
        persons.completeListing("comercial", "20260320T000000Z", persons(1, 720))
                .run();

        assertThat(deleted()).hasSize(280);
    }

    @Test
    void whatAnOperatorConfirmedIsNotHeldAgainstLaterListings() throws Exception {
        persons.completeListing("comercial", "20260113T000000Z", persons(1, 1000))
                .run();
        persons.completeListing("comercial", "20260120T000000Z", persons(1, 700))
                .run();
        persons.runConfirmed();
        persons.completeListing("comercial", "20260121T000000Z", persons(1, 600))
                .run();

        assertThat(deleted()).hasSize(400);
    }

    @Test
    void ofALargeTableLessMayBeMissed() throws Exception {
        persons.completeListing("comercial", "20260113T000000Z", persons(1, 10_000))
                .run();
        persons.completeListing("comercial", "20260120T000000Z", persons(1, 9_000))
                .run();

        assertThat(verdicts()).anyMatch(verdict -> verdict.endsWith("more than 7 % of the live records are absent"));
    }
}
