package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

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
}
