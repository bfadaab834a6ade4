package com.skyfit.lake.bronze.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder on a file system that has no hard links, as exFAT, FAT and many network shares. */
class LakeWithoutLinksTest implements LakeContract {

    @TempDir
    private Path folder;

    private LakeStorage lake;

    @BeforeEach
    void open() {
        lake = new LocalLake(folder.resolve("lake"), (name, file) -> {
            throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
        });
    }

    @Override
    public LakeStorage lake() {
        return lake;
    }

    @Override
    public LakeStorage sameLake() {
        return new LocalLake(folder.resolve("lake"));
    }

    private static Stream<Exception> refusals() {
        return Stream.of(
                new FileSystemException("a", "b", "Operation not supported"),
                new java.nio.file.AccessDeniedException("a"),
                new UnsupportedOperationException("links"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void itSaysSoInItsOwnWayAndEveryWayIsUnderstood(Exception refusal) throws IOException {
        LakeStorage other = new LocalLake(folder.resolve("other"), (name, file) -> {
            if (refusal instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) refusal;
        });

        try (NewObject object = other.create("a/b.txt")) {
            object.write(1);
            object.commit();
        }

        assertThat(other.list("")).containsExactly(new LakeObject("a/b.txt", 1));
    }

    @Test
    void nothingIsLeftBesideTheObject() throws IOException {
        try (NewObject object = lake.create("a/b.txt")) {
            object.write(1);
            object.commit();
        }

        try (Stream<Path> files = Files.list(folder.resolve("lake/a"))) {
            assertThat(files)
                    .extracting(file -> String.valueOf(file.getFileName()))
                    .containsExactly("b.txt");
        }
    }
}
