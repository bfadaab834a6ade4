package com.skyfit.lake.gold.custom;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.CustomFields;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {

    private static final List<String> ALONE = List.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Matrícula              | matricula",
                "Início da ação         | inicio_da_acao",
                "  % de desconto (R$)   | de_desconto_r",
                "2ª via                 | f_2a_via",
                "CPF/CNPJ               | cpf_cnpj",
                "ÇÃÕ                    | cao",
                "order                  | order_2",
                "😀                     | field_0a1b"
            })
    void aNameIsPlainLettersDigitsAndUnderscores(String written, String expected) {
        assertThat(new ColumnNames(Set.of("order")).take(written, "0a1b", ALONE))
                .isEqualTo(expected);
    }

    @Test
    void aNameIsFreeWithAllItsEndings() {
        ColumnNames names = new ColumnNames(Set.of());

        assertThat(names.take("Valor currency", "1", ALONE)).isEqualTo("valor_currency");
        assertThat(names.take("Valor", "2", List.of("", "_currency"))).isEqualTo("valor_2");
        assertThat(names.take("Valor", "3", ALONE)).isEqualTo("valor");
    }

    @Test
    void whateverPeopleWriteNoNameComesTwiceOrIsTooLong() {
        Random random = new Random(Proof.seed("ColumnNamesTest"));
        Set<String> seen = new HashSet<>();
        List<CustomFields.Kind> kinds = List.copyOf(EnumSet.allOf(CustomFields.Kind.class));
        ColumnNames names = new ColumnNames(Set.of());
        for (int i = 0; i < 3_000; i++) {
            StringBuilder written = new StringBuilder();
            for (int letters = random.nextInt(90); letters > 0; letters--) {
                written.appendCodePoint("aAáç ç_-1'\"\\😀日".codePointAt(random.nextInt(12)));
            }
            CustomFields.Kind kind = kinds.get(random.nextInt(kinds.size()));
            List<String> endings = CustomFieldSql.parts(kind).stream()
                    .map(part -> part.isEmpty() ? "" : "_" + part)
                    .toList();
            String name = names.take(written.toString(), "c" + i, endings);
            for (String ending : endings) {
                assertThat(name + ending).matches("[a-z][a-z0-9_]{0,62}");
                assertThat(seen.add(name + ending)).as(name + ending).isTrue();
            }
        }
    }
}
