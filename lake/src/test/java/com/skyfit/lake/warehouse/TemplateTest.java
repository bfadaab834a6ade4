package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void aHoleIsFilledWhereverItOccurs() {
        assertThat(Template.of("select {a}, {b} from {a}")
                        .with("a", "x")
                        .with("b", "y")
                        .sql())
                .isEqualTo("select x, y from x");
    }

    @Test
    void jsonInATextIsNoHole() {
        assertThat(Template.of("select '{}', '{\"a\": 1}', {n}").with("n", "1").sql())
                .isEqualTo("select '{}', '{\"a\": 1}', 1");
    }

    @Test
    void whatFillsAHoleIsNotSearchedForHoles() {
        assertThat(Template.of("{a}{b}").with("a", "{b}").with("b", "$1").sql()).isEqualTo("{b}$1");
    }

    @Test
    void anOpenHoleIsNamed() {
        assertThatThrownBy(() -> Template.of("select {a}, {b}").with("a", "1").sql())
                .hasMessage("Holes [b] are open in: select {a}, {b}");
    }

    @Test
    void aHoleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Template.of("select {a}").with("b", "1"))
                .hasMessage("No hole {b} is open in: select {a}");
    }
}
