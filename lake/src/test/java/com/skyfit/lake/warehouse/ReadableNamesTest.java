package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadableNamesTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @Test
    void everyWordThatPostgresReservesIsQuoted() throws Exception {
        assertThat(database.rows("select word from pg_get_keywords() where catcode in ('R', 'T')"))
                .isNotEmpty()
                .allSatisfy(word -> assertThat(Sql.readable(word)).isEqualTo(Sql.name(word)));
    }

    @Test
    void aNameThatPostgresQuotesIsQuoted() throws Exception {
        for (String name :
                new String[] {"plain", "with_1", "Größe", "9lives", "a b", "a\"b", "UPPER", "order", "açaí"}) {
            boolean quoted = database.rows("select quote_ident(?)", name).get(0).startsWith("\"");

            assertThat(Sql.readable(name)).as(name).isEqualTo(quoted ? Sql.name(name) : name);
        }
    }
}
