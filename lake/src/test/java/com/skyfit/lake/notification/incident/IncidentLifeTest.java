package com.skyfit.lake.notification.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.skyfit.lake.notification.channel.Severity;
import com.skyfit.lake.notification.incident.Incidents.Change;
import com.skyfit.lake.notification.incident.Incidents.Happened;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of incidents by what runs see. */
class IncidentLifeTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T06:00:00Z");
    private static final Instant TUESDAY = MONDAY.plusSeconds(86_400);
    private static final String STAGES = IncidentKind.FAILED_STAGES.text();

    private static Sighting failed(String account, int entity, String reason) {
        String about = account + ".e" + entity;
        Wording words = Wording.of(reason, "");
        return new Sighting(
                STAGES,
                "extract " + about,
                about,
                new Sighting.Trouble(Severity.ERROR, words.cause(), words.what(), words.cure()));
    }

    private static Sighting well(String account, int entity) {
        return Sighting.well(STAGES, "extract " + account + ".e" + entity, account + ".e" + entity);
    }

    private static Sighting found(String check, String about, Severity severity) {
        return new Sighting(check, about, about, new Sighting.Trouble(severity, "", check + " observed", "do"));
    }

    private static List<Change> after(List<Change> before, Instant now, Sighting... sightings) {
        return after(before, now, kind -> false, List.of(sightings));
    }

    private static List<Change> after(
            List<Change> before, Instant now, Predicate<String> complete, List<Sighting> sightings) {
        List<Incident> open =
                before.stream().map(Change::incident).filter(Incident::isOpen).toList();
        return Incidents.after(open, sightings, complete, now);
    }

    private static List<Change> begun(Sighting... sightings) {
        return after(List.of(), MONDAY, sightings);
    }

    @Test
    void twelveEntitiesThatFailForOneCauseAreOneIncident() {
        List<Change> begun = after(
                List.of(),
                MONDAY,
                kind -> false,
                IntStream.range(0, 12)
                        .mapToObj(i -> failed("pipedrive.expansao", i, "returned 401: no; set a new one in TOKEN"))
                        .toList());

        assertThat(begun).singleElement().satisfies(change -> {
            assertThat(change.happened()).isEqualTo(Happened.BEGAN);
            assertThat(change.incident().place()).isEqualTo("pipedrive.expansao");
            assertThat(change.incident().what()).isEqualTo("returned 401");
            assertThat(change.incident().cure()).isEqualTo("set a new one in TOKEN");
            assertThat(change.incident().waiting()).hasSize(12);
        });
    }

    @Test
    void oneCauseThatHoldsUpSeveralAccountsIsOneIncident() {
        List<Change> begun = begun(
                failed("pipedrive.expansao", 1, "The disk is full (/data/a/part-00001); free some"),
                failed("zendesk.support", 2, "The disk is full (/data/b/part-00007); free some"));

        assertThat(begun).singleElement().satisfies(change -> {
            assertThat(change.incident().place()).isEmpty();
            assertThat(change.incident().waiting()).hasSize(2);
        });
    }

    @Test
    void otherCausesAreOtherIncidents() {
        assertThat(begun(failed("a.b", 1, "returned 401; do this"), failed("a.b", 2, "The disk is full; do that")))
                .hasSize(2);
    }

    @Test
    void anIncidentEndsWhenTheLastOfItsSubjectsIsWell() {
        List<Change> begun = begun(failed("a.b", 1, "x"), failed("a.b", 2, "x"));
        List<Change> partly = after(begun, TUESDAY, well("a.b", 1), failed("a.b", 2, "x"));
        List<Change> over = after(partly, TUESDAY, well("a.b", 2));

        assertThat(partly).singleElement().satisfies(change -> {
            assertThat(change.happened()).isEqualTo(Happened.LASTS);
            assertThat(change.incident().waiting()).containsExactly("extract a.b.e2");
            assertThat(change.incident().firstSeen()).isEqualTo(MONDAY);
            assertThat(change.incident().lastSeen()).isEqualTo(TUESDAY);
        });
        assertThat(over).singleElement().satisfies(change -> {
            assertThat(change.happened()).isEqualTo(Happened.ENDED);
            assertThat(change.incident().endedAt()).isEqualTo(TUESDAY);
        });
    }

    @Test
    void whatARunDidNotLookAtStaysAsItWas() {
        List<Change> begun = begun(failed("a.b", 1, "x"));

        assertThat(after(begun, TUESDAY, well("a.b", 7)))
                .extracting(Change::happened, change -> change.incident().isOpen())
                .containsExactly(tuple(Happened.LASTS, true));
    }

    @Test
    void whatIsNoMoreIsNotWaitedForOnceEverythingThatIsWasLookedAt() {
        List<Change> begun = begun(failed("a.b", 1, "x"));

        assertThat(after(begun, TUESDAY, STAGES::equals, List.of(well("a.b", 7))))
                .extracting(Change::happened)
                .containsExactly(Happened.ENDED);
    }

    @Test
    void anotherReasonOfTheSameSubjectIsTheSameIncident() {
        List<Change> begun = begun(failed("a.b", 1, "returned 401"));

        assertThat(after(begun, TUESDAY, failed("a.b", 1, "The disk is full")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.happened()).isEqualTo(Happened.LASTS);
                    assertThat(change.incident().what()).isEqualTo("The disk is full");
                });
    }

    @Test
    void anotherEntityWithTheSameReasonJoinsTheIncident() {
        List<Change> begun = begun(failed("a.b", 1, "no reply after 12 attempts in 411 s"));

        assertThat(after(begun, TUESDAY, failed("a.b", 2, "no reply after 9 attempts in 12.5 s")))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.incident().waiting()).containsExactly("extract a.b.e1", "extract a.b.e2"));
    }

    @Test
    void anotherFindingOfACheckIsAnotherIncident() {
        List<Change> begun = begun(found("row-counts", "a.b.e1", Severity.ERROR));

        assertThat(after(
                        begun,
                        TUESDAY,
                        found("row-counts", "a.b.e1", Severity.ERROR),
                        found("row-counts", "a.b.e2", Severity.ERROR)))
                .extracting(Change::happened)
                .containsExactly(Happened.LASTS, Happened.BEGAN);
    }

    @Test
    void aWarningThatBecomesAFailureIsWorse() {
        List<Change> begun = begun(found("empty-columns", "a.b.e1", Severity.WARNING));

        assertThat(after(begun, TUESDAY, found("empty-columns", "a.b.e1", Severity.ERROR)))
                .extracting(Change::happened)
                .containsExactly(Happened.WORSE);
    }

    @Test
    void whatFollowsFromAnIncidentIsNoIncidentOfItsOwn() {
        Sighting[] all = Stream.of(
                        failed("a.b", 1, "returned 401"),
                        found("failed-units", "a.b.e1", Severity.ERROR),
                        found("freshness", "a.b.e1", Severity.ERROR),
                        found("freshness", "a.b", Severity.WARNING),
                        found("freshness", "a.c.e1", Severity.ERROR))
                .toArray(Sighting[]::new);

        List<Change> begun = begun(all);

        assertThat(begun)
                .extracting(
                        change -> change.incident().kind(),
                        change -> change.incident().waiting())
                .containsExactly(
                        tuple(STAGES, java.util.Set.of("extract a.b.e1")),
                        tuple("freshness", java.util.Set.of("a.c.e1")));
        assertThat(after(begun, TUESDAY, found("failed-units", "a.b.e1", Severity.ERROR)))
                .as("a check alone, after the run")
                .extracting(Change::happened)
                .doesNotContain(Happened.BEGAN);
    }

    @Test
    void aFindingThatAnotherIncidentExplainsIsNotOver() {
        List<Change> begun = begun(found("freshness", "a.b.e1", Severity.ERROR));

        assertThat(after(
                        begun,
                        TUESDAY,
                        kind -> true,
                        List.of(failed("a.b", 1, "returned 401"), found("freshness", "a.b.e1", Severity.ERROR))))
                .extracting(change -> change.incident().kind(), Change::happened)
                .containsExactly(tuple("freshness", Happened.LASTS), tuple(STAGES, Happened.BEGAN));
    }

    @Test
    void anIncidentThatWasAnErrorStaysOneUntilItIsOver() {
        List<Change> begun = begun(found("freshness", "a.b.e1", Severity.ERROR));

        assertThat(after(begun, TUESDAY, found("freshness", "a.b.e1", Severity.WARNING)))
                .extracting(change -> change.incident().severity())
                .containsExactly(Severity.ERROR);
    }

    @Test
    void aWarningDoesNotHideAFailure() {
        assertThat(begun(found("schema-drift", "a.b.e1", Severity.WARNING), found("values", "a.b.e1", Severity.ERROR)))
                .hasSize(2);
    }

    @Test
    void namesOfColumnsAreInTheWordsAndValuesAreNot() {
        assertThat(Wording.of("column \"stage_id\" does not exist", "").what()).contains("\"stage_id\"");
        assertThat(Wording.of("invalid input syntax for type integer: \"joao\"", "")
                        .what())
                .doesNotContain("joao");
    }

    @Test
    void nothingThatASourceOrARowContainsIsInTheWords() {
        Wording words = Wording.of(
                "returned 422: João Silva <joao@example.com> is invalid; Key (email)=(joao@example.com) and \"Rua 1\"",
                "");

        assertThat(words.what() + words.cure())
                .doesNotContain("João", "joao@", "Rua")
                .contains("returned 422");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid input value for enum \"mood\": \"Maria Silva\"",
                "column \"name\" of relation \"pd_deals\" must not be \"Maria\"",
                "new row for relation \"x\" violates check constraint \"y\" Detail: Failing row contains (7, Maria).",
                "a text that was cut: \"Maria Silva of the sto",
                "duplicate key, such as: \"maria@example.com\": a merge cannot tell"
            })
    void aNameBesideAValueDoesNotSaveTheValue(String text) {
        Wording words = Wording.of(text, "");

        assertThat(words.what() + words.cure()).doesNotContainIgnoringCase("maria");
    }

    @Test
    void namesStayBesideValues() {
        assertThat(Wording.of("column \"name\" of relation \"pd_deals\" does not exist", "")
                        .what())
                .isEqualTo("column \"name\" of relation \"pd_deals\" does not exist");
    }
}
