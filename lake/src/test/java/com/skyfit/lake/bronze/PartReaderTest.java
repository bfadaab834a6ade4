package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.bronze.storage.NewObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a part is, found by reading it. */
class PartReaderTest {

    private static final String PATH = "bronze/part-00001.jsonl.gz";

    @TempDir
    private Path folder;

    private Part read(byte[] stored) throws IOException {
        LocalLake lake = new LocalLake(folder);
        store(lake, PATH, stored);
        return PartReader.read(lake, PATH);
    }

    private static byte[] gzip(String text) throws IOException {
        return BronzeFixture.gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[] one, byte[] other) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(one);
        both.write(other);
        return both.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(value = {"'', 0", "{}, 1", "{}n, 1", "{}n{}, 2", "nn, 2", "{}n{}n, 2"})
    void aLastLineWithoutANewlineIsALine(String text, long lines) throws Exception {
        assertThat(read(gzip(text.replace('n', '\n'))).lines()).isEqualTo(lines);
    }

    @Test
    void itsSizeAndHashAreThoseOfTheStoredBytesOfAllItsMembers() throws Exception {
        byte[] stored = joined(gzip("{}\n".repeat(100_000)), gzip("{}"));

        assertThat(read(stored))
                .isEqualTo(new Part(PATH, 100_001, stored.length, BronzeFixture.sha256(stored), null, null));
    }

    @Test
    void whatIsCutOffIsSaidToBe() throws Exception {
        byte[] whole = gzip("{\"id\":1}\n".repeat(1_000));
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            String path = "bronze/cut-" + length;
            store(new LocalLake(folder), path, cut);
            assertThatThrownBy(() -> PartReader.read(new LocalLake(folder), path))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("it is truncated.*|.*not in the .gz format.*");
        }
    }

    @Test
    void whatIsEmptyNoGzipOrFollowedByOtherBytesIsRefused() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("it is empty");
        assertThatThrownBy(() -> PartReader.read(new LocalLake(folder), "bronze/none"))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsNoGzipIsRefused() {
        assertThatThrownBy(() -> read("{\"id\":1}\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("gz");
    }

    @Test
    void otherBytesBehindTheGzipDataAreRefusedAsLoadingWould() {
        assertThatThrownBy(() -> read(joined(gzip("{}"), new byte[] {1, 2, 3}))).isInstanceOf(IOException.class);
    }

    private static void store(LakeStorage lake, String path, byte[] bytes) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(bytes);
            object.commit();
        }
    }
}
