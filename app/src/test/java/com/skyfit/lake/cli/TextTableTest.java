package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void everyColumnIsAsWideAsItsWidestCell() {
        TextTable table = new TextTable("<><")
                .row("", "rows", "state")
                .row("pipedrive.comercial.organization_fields", 4, "read")
                .row("zendesk.support.users", 12_345, null);

        assertThat(table.lines())
                .containsExactly(
                        "                                          rows  state",
                        "pipedrive.comercial.organization_fields      4  read",
                        "zendesk.support.users                    12345  -");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new TextTable("<<").row("one")).hasMessage("1 cells for 2 columns");
    }
}
