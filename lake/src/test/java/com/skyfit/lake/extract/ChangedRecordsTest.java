package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are found in any line, as silver would find them; a line that is not a record stops nothing. */
class ChangedRecordsTest {

    private static final String RUN = "20260101T060000Z";
    private static final Entity DEALS =
            CatalogReader.shipped().source("pipedrive").entity("deals");

    @TempDir
    private Path folder;

    private LakeStorage lake;
    private BronzeFixture bronze;

    @BeforeEach
    void openLake() {
        lake = new LocalLake(folder);
        bronze = new BronzeFixture(lake);
    }

    private long[] keys(List<String> lines) throws IOException {
        bronze.commit("pipedrive", "comercial", "deals", RUN, true, lines);
        ChangedRecords records = new ChangedRecords(lake, "pipedrive", "comercial", DEALS);
        return records.keys(null, String.valueOf(records.newest()));
    }

    @Test
    void theKeyIsTheTopLevelFieldThatTheDatabaseUses() throws Exception {
        assertThat(keys(List.of(
                        "{\"a\":{\"id\":1},\"b\":[{\"id\":2}],\"id\":3}",
                        "{\"id\":4,\"id\":\"5\"}",
                        "{\"\\u0069d\":6}",
                        "{\"id\":7,\"id\":null}",
                        "{\"id\":8.5}{\"id\":-9}",
                        "{\"id\":\"x\"}",
                        "[{\"id\":10}]",
                        "",
                        "{\"id\":999999999999999999}",
                        "{\"id\":1234567890123456789}")))
                .containsExactly(3, 5, 6, 999_999_999_999_999_999L);
    }

    @Test
    void aLineThatIsNoRecordOrExtremeStopsNoOther() throws Exception {
        assertThat(keys(List.of(
                        "{\"id\":1",
                        "\u0000\u0001",
                        "{\"v\":" + "[".repeat(5_000) + "]".repeat(5_000) + ",\"id\":2}",
                        "{\"v\":" + "9".repeat(100_000) + ",\"" + "n".repeat(100_000) + "\":0,\"id\":3}",
                        "{\"v\":\"" + "é".repeat(200_000) + "\",\"id\":4}",
                        "x" + " ".repeat(200_000) + "{\"id\":6}",
                        "{\"id\":5}")))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void allWaysToSayDeletedAreUnderstood() throws Exception {
        assertThat(keys(List.of(
                        "{\"id\":1,\"is_deleted\":true}",
                        "{\"id\":2,\"deleted\":1}",
                        "{\"id\":3,\"status\":\"deleted\"}",
                        "{\"id\":4,\"is_deleted\":false,\"deleted\":null,\"status\":\"open\"}")))
                .containsExactly(4);
    }

    @Test
    void anyNumberOfKeysIsFoundEachOnceAndInOrder() throws Exception {
        Random random = new Random(Proof.seed("changed records"));
        TreeSet<Long> expected = new TreeSet<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextBoolean() ? random.nextInt(20_000) : random.nextLong(1_000_000_000_000_000_000L);
            expected.add(key);
            lines.add("{\"id\":" + key + "}");
        }

        assertThat(keys(lines))
                .isEqualTo(expected.stream().mapToLong(Long::longValue).toArray());
    }

    @Test
    void aPartThatCannotBeReadIsAFailureThatNamesIt() throws Exception {
        byte[] whole =
                BronzeFixture.gzip("{\"id\":1}\n{\"id\":2}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        Part part = bronze.part("pipedrive", "comercial", "deals", RUN, 1, cut, 2_000);
        bronze.commit("pipedrive", "comercial", "deals", RUN, 1, true, List.of(part), 2_000);
        ChangedRecords records = new ChangedRecords(lake, "pipedrive", "comercial", DEALS);

        assertThatThrownBy(() -> records.keys(null, String.valueOf(records.newest())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(part.path());
    }
}
