package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunIdTest {

    @Test
    void isTheUtcStartOfTheRun() {
        assertThat(RunId.at(Instant.parse("2026-01-07T06:00:00.999Z"))).hasToString("20260107T060000Z");
    }

    @Test
    void keepsRunsOfOneSecondApartAndInOrder() {
        RunId first = RunId.at(Instant.parse("2026-01-07T06:00:00Z"));
        RunId second = first.next();
        assertThat(second).hasToString("20260107T060000Z-002").isGreaterThan(first);
        assertThat(second.next()).hasToString("20260107T060000Z-003");
        assertThat(second.start()).isEqualTo(first.start());
    }

    @Test
    void everyNextRunIsLaterAsATextAndAsARun() {
        RunId run = RunId.at(Instant.parse("2026-01-07T23:59:59Z"));
        for (int i = 0; i < 2500; i++) {
            RunId next = run.next();
            assertThat(next).isGreaterThan(run);
            assertThat(next.text()).isGreaterThan(run.text());
            run = next;
        }
        assertThat(run).hasToString("20260108T000001Z-503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260107T060000Z-2", "20260107T060000Z-9", "20260107T060000Z-10", "20260107T060000Z-1000"})
    void aRunThatFollowsOneNamedByAnEarlierVersionIsLaterInBothOrders(String name) {
        RunId old = new RunId(name);

        assertThat(old.next()).isGreaterThan(old);
        assertThat(old.next().text()).isGreaterThan(name);
    }

    @Test
    void runsThatEarlierVersionsNamedAreInOrder() {
        assertThat(Stream.of("Z-10", "Z", "Z-9", "Z-2", "Z-11")
                        .map(suffix -> new RunId("20260107T060000" + suffix))
                        .sorted())
                .extracting(RunId::text)
                .containsExactly(
                        "20260107T060000Z",
                        "20260107T060000Z-2",
                        "20260107T060000Z-9",
                        "20260107T060000Z-10",
                        "20260107T060000Z-11");
        assertThat(Stream.of("later", "20260107T060001Z", "20260107T060000Z-10").sorted(RunId.ORDER))
                .containsExactly("20260107T060000Z-10", "20260107T060001Z", "later");
    }

    @Test
    void refusesWhatIsNoRunId() {
        assertThatThrownBy(() -> new RunId("yesterday")).hasMessageContaining("'yesterday'");
    }

    @ParameterizedTest
    @CsvSource({
        "20260107T060000Z, 20260107T060000Z",
        "20260107T060000Z-2, 20260107T060000Z-2",
        "20260107T060000, 20260107T060000Z",
        "20260107T060000.123456Z, 20260107T060000Z",
        "2026-01-07T06:00:00Z, 20260107T060000Z",
        "2026-01-07T06-00-00Z, 20260107T060000Z",
        "2026-01-07_06-00-00, 20260107T060000Z",
        "20260107_060000, 20260107T060000Z",
        "20260107060000, 20260107T060000Z"
    })
    void aNameThatAnotherProgramGaveIsTakenByItsDateAndTime(String name, String expected) {
        assertThat(RunId.told(name)).contains(new RunId(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "manual",
                "20260107",
                "0b2c7f0e-5d1e-4b53-9a0a-3f1f6f2f9a11",
                "2026-01-07T06:00:00-03:00",
                "20261307T060000Z",
                "20260107T250000Z",
                "20260107T060000Z-retry"
            })
    void aNameWithoutATimeOrWithMoreThanATimeIsRejected(String name) {
        assertThat(RunId.told(name)).isEmpty();
    }

    @Test
    void theNamesOfRunsOfOneSecondAreInTheOrderOfTheRunsAndOfTheirText() {
        List<String> runs = new ArrayList<>();
        for (RunId run = new RunId("20260107T060000Z"); runs.size() < 12; run = run.next()) {
            runs.add(run.text());
        }

        assertThat(runs).isSorted().isSortedAccordingTo(RunId.ORDER);
    }
}
