package com.skyfit.lake.bronze.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for every lake, wherever it is stored. */
public interface LakeContract {

    /** The lake of the running test, empty at its start. */
    LakeStorage lake();

    private void store(String path, String text) throws IOException {
        try (NewObject object = lake().create(path)) {
            object.write(text.getBytes(StandardCharsets.UTF_8));
            object.commit();
        }
    }

    private String read(String path) throws IOException {
        try (InputStream in = lake().open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    default void anObjectIsThereOnceItIsCommitted() throws IOException {
        try (NewObject object = lake().create("a/b.txt")) {
            object.write("one".getBytes(StandardCharsets.UTF_8));
            assertThat(lake().exists("a/b.txt")).isFalse();

            object.commit();

            assertThat(lake().exists("a/b.txt")).isTrue();
        }
        assertThat(read("a/b.txt")).isEqualTo("one");
        assertThat(lake().list("a/")).containsExactly(new LakeObject("a/b.txt", 3));
    }

    @Test
    default void aListingIsNotDisturbedByObjectsInTheMaking() throws Exception {
        store("a/first.txt", "one");
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                String folder = "a/" + writer + "/";
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < 150; i++) {
                        store(folder + i + ".txt", "more");
                    }
                    return null;
                }));
            }
            while (!writing.stream().allMatch(Future::isDone)) {
                assertThat(lake().list("a/")).contains(new LakeObject("a/first.txt", 3));
            }
            for (Future<?> each : writing) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(lake().list("a/")).hasSize(301);
    }

    @Test
    default void anObjectMayBeEmpty() throws IOException {
        store("a/empty.txt", "");

        assertThat(read("a/empty.txt")).isEmpty();
        assertThat(lake().list("a/")).containsExactly(new LakeObject("a/empty.txt", 0));
    }

    @Test
    default void anObjectIsNeverReplaced() throws IOException {
        store("a/b.txt", "one");

        assertThatThrownBy(() -> store("a/b.txt", "two"))
                .isInstanceOf(ObjectExistsException.class)
                .hasMessageContaining("a/b.txt")
                .hasMessageContaining(lake().location());
        assertThatThrownBy(() -> store("a/b.txt", "one")).isInstanceOf(ObjectExistsException.class);
        assertThat(read("a/b.txt")).isEqualTo("one");
    }

    @Test
    default void anObjectOfManyMegabytesIsNotReplacedByAnother() throws IOException {
        store("a/b.bin", "one");

        assertThatThrownBy(() -> storeRandom("a/b.bin", 1, 9 << 20)).isInstanceOf(ObjectExistsException.class);
        assertThat(read("a/b.bin")).isEqualTo("one");
    }

    @Test
    default void ofTwoWritersOfOneObjectTheSecondToCommitIsRefused() throws IOException {
        try (NewObject first = lake().create("a/b.txt");
                NewObject second = lake().create("a/b.txt")) {
            first.write(1);
            second.write(2);
            first.commit();

            assertThatThrownBy(second::commit).isInstanceOf(ObjectExistsException.class);
        }
        assertThat(read("a/b.txt")).isEqualTo("\u0001");
    }

    @Test
    default void ofManyWritersOfOneObjectAtOnceOneWinsAndItsBytesStay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int number = 1; number <= 4; number++) {
                int seed = number;
                writers.add(() -> {
                    try {
                        storeRandom("a/b.bin", seed, 5 << 20);
                        return seed;
                    } catch (ObjectExistsException refused) {
                        return 0;
                    }
                });
            }
            List<Integer> won = new ArrayList<>();
            for (Future<Integer> writer : threads.invokeAll(writers)) {
                won.add(writer.get());
            }
            won.removeIf(seed -> seed == 0);
            assertThat(won).hasSize(1);
            assertRandom("a/b.bin", won.get(0), 5 << 20);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void anObjectOfManyMegabytesComesBackAsItWas() throws IOException {
        int bytes = (21 << 20) + 7;
        storeRandom("a/big.bin", 42, bytes);

        assertThat(lake().list("")).containsExactly(new LakeObject("a/big.bin", bytes));
        assertRandom("a/big.bin", 42, bytes);
    }

    /** Writes in pieces of uneven sizes. */
    private void storeRandom(String path, long seed, int bytes) throws IOException {
        Random random = new Random(seed);
        try (NewObject object = lake().create(path)) {
            int written = 0;
            for (int piece = 1; written < bytes; piece = piece * 3 % 100_003 + 1) {
                byte[] some = new byte[Math.min(piece, bytes - written)];
                random.nextBytes(some);
                object.write(some, 0, some.length);
                written += some.length;
            }
            object.commit();
        }
    }

    private void assertRandom(String path, long seed, int bytes) throws IOException {
        Random random = new Random(seed);
        int read = 0;
        try (InputStream in = lake().open(path)) {
            for (int piece = 1; read < bytes; piece = piece * 3 % 100_003 + 1) {
                byte[] expected = new byte[Math.min(piece, bytes - read)];
                random.nextBytes(expected);
                assertThat(in.readNBytes(expected.length)).isEqualTo(expected);
                read += expected.length;
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    default void anAbandonedObjectLeavesNothingToSee() throws IOException {
        try (NewObject small = lake().create("a/small.txt");
                NewObject large = lake().create("a/large.bin")) {
            small.write(1);
            large.write(new byte[9 << 20]);
        }

        assertThat(lake().exists("a/small.txt")).isFalse();
        assertThat(lake().exists("a/large.bin")).isFalse();
        assertThat(lake().list("")).isEmpty();
        assertThatThrownBy(() -> lake().open("a/large.bin")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    default void anAbandonedObjectIsInNobodysWay() throws IOException {
        try (NewObject abandoned = lake().create("a/b.bin")) {
            abandoned.write(new byte[9 << 20]);
        }
        storeRandom("a/b.bin", 3, 9 << 20);

        assertRandom("a/b.bin", 3, 9 << 20);
    }

    @Test
    default void whatIsCommittedCannotBeWrittenOn() throws IOException {
        try (NewObject object = lake().create("a/b.txt")) {
            object.write(1);
            object.commit();

            assertThatThrownBy(() -> {
                        object.write(2);
                        object.commit();
                    })
                    .isInstanceOfAny(IOException.class, IllegalStateException.class);
        }
        assertThat(read("a/b.txt")).isEqualTo("\u0001");
    }

    @Test
    default void aListingIsInTheOrderOfPathsAndBelowItsPrefixOnly() throws IOException {
        store("b/2.txt", "");
        store("a/x/1.txt", "");
        store("a-x/1.txt", "");
        store("ab.txt", "");
        store("a/0.txt", "");

        assertThat(lake().list("a/")).extracting(LakeObject::path).containsExactly("a/0.txt", "a/x/1.txt");
        assertThat(lake().list(""))
                .extracting(LakeObject::path)
                .containsExactly("a-x/1.txt", "a/0.txt", "a/x/1.txt", "ab.txt", "b/2.txt");
        assertThat(lake().list("none/")).isEmpty();
    }

    @Test
    default void aListingMayEndWithinAName() throws IOException {
        store("runs/run_id=1/a/x.txt", "");
        store("runs/run_id=12/a/y.txt", "");
        store("runs/run_id=2/a/z.txt", "");
        store("runs/run_id=1.txt", "");

        assertThat(lake().list("runs/run_id=1"))
                .extracting(LakeObject::path)
                .containsExactly("runs/run_id=1.txt", "runs/run_id=1/a/x.txt", "runs/run_id=12/a/y.txt");
        assertThat(lake().list("runs/run_id=1/")).extracting(LakeObject::path).containsExactly("runs/run_id=1/a/x.txt");
        assertThat(lake().list("runs/run_id=3")).isEmpty();
        assertThat(lake().list("none/run_id=3")).isEmpty();
    }

    @Test
    default void theNamesInAFolderAreThoseOfObjectsAndFolders() throws IOException {
        store("runs/run_id=1/a/x.txt", "");
        store("runs/run_id=1/a/y.txt", "");
        store("runs/run_id=2/a/z.txt", "");
        store("runs/note.txt", "");
        store("runs-2/other.txt", "");

        assertThat(names("runs/")).containsExactlyInAnyOrder("note.txt", "run_id=1", "run_id=2");
        assertThat(names("")).containsExactlyInAnyOrder("runs", "runs-2");
        assertThat(names("none/")).isEmpty();
    }

    private List<String> names(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        lake().visitNames(folder, names::add);
        return names;
    }

    @Test
    default void whatAVisitorThrowsEndsTheListing() throws IOException {
        store("a/1.txt", "");
        store("a/2.txt", "");
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> lake().visit("a/", object -> {
                    seen.add(object.path());
                    throw new IOException("enough");
                }))
                .hasMessage("enough");
        assertThat(seen).hasSize(1);
    }

    /** What decides which run is the newest is the order of the names of runs, which is that of their text; see RunIdTest. */
    @Test
    default void namesAreListedInTheOrderOfTheirText() throws IOException {
        List<String> runs = new ArrayList<>(List.of("20260107T060000Z"));
        for (int number = 2; number < 13; number++) {
            runs.add("20260107T060000Z-%03d".formatted(number));
        }
        runs.add("20260107T060001Z-2");
        runs.add("20260107T060001Z-9");
        for (String run : runs) {
            store("runs/" + run + "/x.txt", "");
        }

        assertThat(names("runs/").stream().sorted()).containsExactlyElementsOf(runs);
    }

    @Test
    default void whatIsNotThereCannotBeOpened() {
        assertThatThrownBy(() -> lake().open("a/none.txt"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scope=a/run_id=20260101T000000Z-2/part-00001.jsonl.gz",
                "a/with space.txt",
                "a/percent%20.txt",
                "a/plus+and&hash#.txt",
                "a/São Paulo.txt",
                "a/.hidden",
                "no-folder.txt"
            })
    default void oddNamesAreNamesLikeOthers(String path) throws IOException {
        store(path, path);

        assertThat(read(path)).isEqualTo(path);
        assertThat(lake().exists(path)).isTrue();
        assertThat(lake().list("")).extracting(LakeObject::path).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../escape.txt", "a/../../escape.txt", "/a.txt", "a//b.txt", "a/./b.txt", "a\\b.txt", "a/", ""})
    default void noPathLeadsOutOfTheLakeOrHasTwoForms(String path) {
        assertThatThrownBy(() -> store(path, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lake().open(path)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The same lake, as another process or machine would open it. */
    LakeStorage sameLake();

    @Test
    default void aLeaseKeepsOtherDatabasesOutUntilItIsClosed() throws IOException {
        UUID ours = UUID.randomUUID();
        try (LakeLease other = sameLake().lease(UUID.randomUUID(), "another database")) {
            try (LakeLease lease = lake().lease(ours, "a test");
                    LakeLease same = sameLake().lease(ours, "another run of its database")) {
                lease.keep();
                lease.keep();
                same.keep();
                assertThatThrownBy(other::keep)
                        .isInstanceOf(LakeTakenException.class)
                        .hasMessageContaining(lake().location());
            }
            other.keep();
            try (LakeLease late = lake().lease(ours, "a test")) {
                assertThatThrownBy(late::keep).isInstanceOf(LakeTakenException.class);
            }
        }
    }

    @Test
    default void aLeaseIsInNoObjectsWay() throws IOException {
        try (LakeLease lease = lake().lease(UUID.randomUUID(), "a test")) {
            lease.keep();
            store("a/b.txt", "one");

            assertThat(lake().list("a/")).extracting(LakeObject::path).containsExactly("a/b.txt");
            assertThat(names("")).doesNotContain(".writers");
        }
    }

    @Test
    default void nothingIsCommittedThatTheGuardRefuses() throws IOException {
        lake().guard(() -> {
            throw new IOException("another run took over");
        });

        assertThatThrownBy(() -> store("a/b.txt", "one")).hasMessage("another run took over");
        assertThatThrownBy(() -> storeRandom("a/b.bin", 1, 9 << 20)).hasMessage("another run took over");

        assertThat(lake().list("")).isEmpty();
        lake().guard(LakeStorage.Guard.NONE);
        store("a/b.txt", "one");
    }
}
