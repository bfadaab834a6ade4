package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
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
    void keepsTwoRunsOfOneSecondApartAndInOrder() {
        RunId first = RunId.at(Instant.parse("2026-01-07T06:00:00Z"));
        RunId second = first.next();
        assertThat(second).hasToString("20260107T060000Z-2").isGreaterThan(first);
        assertThat(second.next()).hasToString("20260107T060000Z-3");
        assertThat(second.start()).isEqualTo(first.start());
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
    void aNameThatTellsNoMomentOrMoreThanThatIsNotTaken(String name) {
        assertThat(RunId.told(name)).isEmpty();
    }
}
