package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLakeTest {

    @TempDir
    private Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = new LocalLake(folder.resolve("lake"));
    }

    private void store(String path, String text) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(text.getBytes(StandardCharsets.UTF_8));
            object.commit();
        }
    }

    private String read(String path) throws IOException {
        try (var in = lake.open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anObjectIsThereOnceItIsCommitted() throws IOException {
        store("a/b.txt", "one");

        assertThat(read("a/b.txt")).isEqualTo("one");
        assertThat(lake.list("a/")).containsExactly(new LakeObject("a/b.txt", 3));
    }

    @Test
    void anObjectIsNeverReplaced() throws IOException {
        store("a/b.txt", "one");

        assertThatThrownBy(() -> store("a/b.txt", "two")).isInstanceOf(ObjectExistsException.class);
        assertThat(read("a/b.txt")).isEqualTo("one");
    }

    @Test
    void ofTwoWritersOfOneObjectTheSecondToCommitIsRefused() throws IOException {
        try (NewObject first = lake.create("a/b.txt");
                NewObject second = lake.create("a/b.txt")) {
            first.write(1);
            second.write(2);
            first.commit();

            assertThatThrownBy(second::commit).isInstanceOf(ObjectExistsException.class);
        }
        assertThat(read("a/b.txt")).isEqualTo("\u0001");
    }

    @Test
    void anAbandonedObjectLeavesNothingToSee() throws IOException {
        try (NewObject object = lake.create("a/b.txt")) {
            object.write(1);
        }

        assertThat(lake.exists("a/b.txt")).isFalse();
        assertThat(lake.list("")).isEmpty();
    }

    @Test
    void aListingIsInTheOrderOfPathsAndBelowItsPrefixOnly() throws IOException {
        store("b/2.txt", "");
        store("a/x/1.txt", "");
        store("a/0.txt", "");

        assertThat(lake.list("a/")).extracting(LakeObject::path).containsExactly("a/0.txt", "a/x/1.txt");
        assertThat(lake.list("none/")).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeOpened() {
        assertThatThrownBy(() -> lake.open("a/none.txt")).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escape.txt", "a/../../escape.txt"})
    void noPathLeadsOutOfTheLake(String path) {
        assertThatThrownBy(() -> store(path, "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
