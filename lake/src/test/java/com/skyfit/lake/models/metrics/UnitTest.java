package com.skyfit.lake.models.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "SHARE, 0.4148, 41.5 %",
        "SHARE, 1, 100 %",
        "MINUTES, 61.00, 61 minutes",
        "DAYS, 9.91, 9.9 days",
        "COUNT, 1200, 1200",
        "MONEY, 10.05, 10.05",
        "NUMBER, 0, 0",
    })
    void aNumberIsShownWithItsUnitAndNoMorePlacesThanPeopleSay(Unit unit, BigDecimal number, String shown) {
        assertThat(unit.shown(number)).isEqualTo(shown);
    }
}
