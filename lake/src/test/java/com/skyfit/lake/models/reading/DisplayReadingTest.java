package com.skyfit.lake.models.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.Promises.Reference;
import com.skyfit.lake.models.display.ColumnDisplay;
import com.skyfit.lake.models.display.Form;
import com.skyfit.lake.models.display.ModelDisplay;
import com.skyfit.lake.models.display.Title;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayReadingTest {

    private static Model described(String yaml) {
        return TestProject.model(
                "deals",
                "models/deals.sql",
                "select 1 as id",
                "models/users.sql",
                "select 1 as id",
                "models/m.yml",
                yaml);
    }

    @Test
    void titlesFormatsAndFoldersAreRead() {
        ModelDisplay display = described("""
                models:
                  - name: deals
                    config: {meta: {owner: sales, display: {title: Deals, pt: Negócios, custom_fields: pd_deals, hidden: true}}}
                    columns:
                      - name: month
                        meta: {display: {hidden: true}}
                      - name: month_name
                        config: {meta: {display: {pt: Mês, folder: Time, folder_pt: Tempo, format: percent, sort_by: month}}}
                      - name: plain
                """).display();

        assertThat(display)
                .isEqualTo(new ModelDisplay(
                        new Title("Deals", "Negócios"),
                        Optional.of("pd_deals"),
                        true,
                        Map.of(
                                "month",
                                new ColumnDisplay(Title.NONE, Title.NONE, Optional.empty(), Optional.empty(), true),
                                "month_name",
                                new ColumnDisplay(
                                        new Title("", "Mês"),
                                        new Title("Time", "Tempo"),
                                        Optional.of(Form.PERCENT),
                                        Optional.of("month"),
                                        false))));
        assertThat(display.column("plain")).isEqualTo(ColumnDisplay.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{dispaly: {title: T}}       | Unknown name 'dispaly'; did you mean 'display'?",
                "{display: {titel: T}}       | Unknown name 'titel'; did you mean 'title'?",
                "{display: {title: [T]}}     | Expected a text",
                "{display: {format: percnt}} | Unknown format 'percnt'; did you mean 'percent'?",
                "{display: {sort_by: mnth}}  | Unknown column 'mnth'; did you mean 'month'?",
                "{display: {hidden: maybe}}  | Expected true or false",
                "{display: T}                | Expected a mapping of folder, folder_pt, format, hidden, pt, sort_by, title"
            })
    void aMistakeIsNamedWithItsPlaceAndTheNearestName(String meta, String message) {
        assertThat(TestProject.refused("models/deals.sql", "select 1 as month", "models/m.yml", """
                        models:
                          - name: deals
                            columns:
                              - name: month
                                config: {meta: %s}
                        """.formatted(meta)))
                .containsExactly("models/m.yml:5: " + message);
    }

    @Test
    void aTestPromisesWhatItHoldsOfAllRowsAndNothingIfItOnlyWarns() {
        Model model = described("""
                models:
                  - name: deals
                    columns:
                      - name: id
                        data_tests: [unique, not_null]
                      - name: owner
                        data_tests:
                          - not_null: {config: {severity: warn}}
                          - relationships: {arguments: {to: ref('users'), field: id}}
                      - name: other
                        data_tests:
                          - unique: {config: {where: "other > 0"}}
                          - relationships: {to: ref('users'), field: id, config: {severity: warn}}
                """);

        assertThat(model.promises().identifies("id")).isTrue();
        assertThat(model.promises().filled()).containsExactly("id");
        assertThat(model.promises().unique()).containsExactly("id");
        assertThat(model.promises().references()).containsExactly(new Reference("owner", "users", "id"));
    }
}
