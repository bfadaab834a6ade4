package com.skyfit.lake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.ValuePath.Reading;
import com.skyfit.lake.catalog.ValuePath.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuePathTest {

    @Test
    void followsMemberNames() {
        ValuePath path = ValuePath.parse("metric_set.reply_time_in_minutes.calendar");

        assertThat(path.steps())
                .containsExactly(
                        new Step.Member("metric_set"),
                        new Step.Member("reply_time_in_minutes"),
                        new Step.Member("calendar"));
        assertThat(path.reading()).isEqualTo(new Reading.Plain());
        assertThat(path.field()).isEqualTo("metric_set");
    }

    @Test
    void selectsElementsOfArraysAndOfCommaSeparatedText() {
        assertThat(ValuePath.parse("label_ids[0]").steps())
                .containsExactly(new Step.Member("label_ids"), new Step.Element(0));
        assertThat(ValuePath.parse("emails[primary].value").steps())
                .containsExactly(new Step.Member("emails"), new Step.Primary(), new Step.Member("value"));
        assertThat(ValuePath.parse("label[csv]").steps())
                .containsExactly(new Step.Member("label"), new Step.FirstOfList());
    }

    @Test
    void startsAtTheElementOrItsParent() {
        assertThat(ValuePath.parse(".").steps()).isEmpty();
        assertThat(ValuePath.parse(".").field()).isEmpty();
        assertThat(ValuePath.parse("^id").inParent()).isTrue();
        assertThat(ValuePath.parse("^id").steps()).isEqualTo(List.of(new Step.Member("id")));
    }

    @Test
    void saysWhatIsMadeOfTheValue() {
        assertThat(ValuePath.parse("!is_deleted").reading()).isEqualTo(new Reading.Not());
        assertThat(ValuePath.parse("status=open").reading()).isEqualTo(new Reading.IsWord("open"));
        assertThat(ValuePath.parse("generated_timestamp@epoch").reading()).isEqualTo(new Reading.Epoch());
        assertThat(ValuePath.parse("duration@minutes").reading()).isEqualTo(new Reading.Minutes());
        assertThat(ValuePath.parse("deleted_at?").reading()).isEqualTo(new Reading.Present());
    }

    @Test
    void aPresenceKeepsThePathOfTheValue() {
        ValuePath path = ValuePath.parse("suspension.until?");

        assertThat(path.steps()).containsExactly(new Step.Member("suspension"), new Step.Member("until"));
        assertThat(path.text()).isEqualTo("suspension.until?");
    }

    @Test
    void acceptsKeysOfCustomFieldsThatStartWithADigit() {
        assertThat(ValuePath.parse("9b0b3ffbd439eb5aa77547a0f38f1873b42f27f5").field())
                .isEqualTo("9b0b3ffbd439eb5aa77547a0f38f1873b42f27f5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a..b", "a.", "a[", "a[x]", "a b", "a??", "?", "!", "^", "a@time", "!a?", "!a=b", "!a@epoch"
            })
    void namesAPathThatDoesNotFollowTheLanguage(String text) {
        assertThatThrownBy(() -> ValuePath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid path '" + text + "'");
    }
}
