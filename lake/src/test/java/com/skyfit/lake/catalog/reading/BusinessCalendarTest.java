package com.skyfit.lake.catalog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.catalog.expectation.Holiday;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendar that is shipped, as all sources that are shipped use it. */
class BusinessCalendarTest {

    private final BusinessCalendar brazil =
            CatalogReader.shipped().source("pipedrive").expectations().calendar();

    @Test
    void aWeekendHasNoWorkingTime() {
        Instant fridayEvening = Instant.parse("2026-11-27T21:00:00Z");
        Instant mondayMorning = Instant.parse("2026-11-30T09:00:00Z");

        assertThat(brazil.worked(fridayEvening, mondayMorning)).isEqualTo(Duration.ofHours(6 + 6));
        assertThat(BusinessCalendar.EVERY_DAY.worked(fridayEvening, mondayMorning))
                .isEqualTo(Duration.ofHours(60));
    }

    @Test
    void aDayOfTheWeekIsOneFromMidnightInSaoPaulo() {
        assertThat(brazil.worked(Instant.parse("2026-11-24T03:00:00Z"), Instant.parse("2026-11-25T03:00:00Z")))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void whatIsNotLaterIsNoTime() {
        Instant now = Instant.parse("2026-11-24T03:00:00Z");

        assertThat(brazil.worked(now, now.minusSeconds(60))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-03-31",
        "2025, 2025-04-20",
        "2026, 2026-04-05",
        "2027, 2027-03-28",
        "2038, 2038-04-25",
        "1954, 1954-04-18",
        "1981, 1981-04-19",
        "2049, 2049-04-18",
        "2076, 2076-04-19"
    })
    void easterIsThatOfTheChurch(int year, LocalDate easter) {
        Holiday sunday = Holiday.parse("easter").orElseThrow();

        assertThat(LocalDate.of(year, 1, 1)
                        .datesUntil(LocalDate.of(year + 1, 1, 1))
                        .filter(sunday::isOn))
                .containsExactly(easter);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-17, false",
        "2026-04-03, false",
        "2026-06-04, false",
        "2026-09-07, false",
        "2026-11-20, false",
        "2026-02-19, true",
        "2026-04-06, true",
        "2026-11-21, false",
        "2026-11-23, true"
    })
    void holidaysAreNoWorkingDays(LocalDate day, boolean worked) {
        assertThat(brazil.isWorkingDay(day)).isEqualTo(worked);
    }

    @Test
    void whatIsNoDayIsNoHoliday() {
        assertThat(Holiday.parse("02-30")).isEmpty();
        assertThat(Holiday.parse("2026-02-29")).isEmpty();
        assertThat(Holiday.parse("easter+x")).isEmpty();
        assertThat(Holiday.parse("2026-12-24").orElseThrow().isOn(LocalDate.of(2026, 12, 24)))
                .isTrue();
        assertThat(Holiday.parse("2026-12-24").orElseThrow().isOn(LocalDate.of(2027, 12, 24)))
                .isFalse();
        assertThat(Holiday.parse("easter").orElseThrow().isOn(LocalDate.of(2026, 4, 5)))
                .isTrue();
    }
}
