package com.skyfit.lake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.ValuePath.Reading;
import com.skyfit.lake.catalog.ValuePath.Step;
import org.junit.jupiter.api.Test;

final class ValuePathTest {

    @Test
    void walksMembersAndSelectors() {
        assertThat(ValuePath.parse("emails[primary].value").steps())
                .containsExactly(new Step.Member("emails"), new Step.Primary(), new Step.Member("value"));
        assertThat(ValuePath.parse("label_ids[0]").steps())
                .containsExactly(new Step.Member("label_ids"), new Step.Element(0));
    }

    @Test
    void readsNegationWordsAndEpochs() {
        assertThat(ValuePath.parse("!is_deleted").reading()).isEqualTo(new Reading.Not());
        assertThat(ValuePath.parse("status=open").reading()).isEqualTo(new Reading.IsWord("open"));
        assertThat(ValuePath.parse("generated_timestamp@epoch").reading()).isEqualTo(new Reading.Epoch());
    }

    @Test
    void tellsTheElementFromItsParent() {
        assertThat(ValuePath.parse(".").steps()).isEmpty();
        assertThat(ValuePath.parse("^id").inParent()).isTrue();
    }

    @Test
    void namesAPathThatIsNone() {
        assertThatThrownBy(() -> ValuePath.parse("a[x]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a[x]'");
    }
}
