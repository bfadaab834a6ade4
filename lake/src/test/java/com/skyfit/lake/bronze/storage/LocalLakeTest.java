package com.skyfit.lake.bronze.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLakeTest implements LakeContract {

    @TempDir
    private Path folder;

    private LakeStorage lake;

    @BeforeEach
    void open() {
        lake = new LocalLake(folder.resolve("lake"));
    }

    @Override
    public LakeStorage lake() {
        return lake;
    }

    @Override
    public LakeStorage sameLake() {
        return new LocalLake(folder.resolve("lake"));
    }

    @Test
    void aLeaseIsHeldAgainstOtherProcessesAndEndsWithItsOwn() throws Exception {
        UUID theirs = UUID.randomUUID();
        Process process = ChildProcess.start(
                LeaseHolder.class, Map.of(), folder.resolve("lake").toString(), theirs.toString());
        try (LakeLease lease = lake.lease(UUID.randomUUID(), "a test")) {
            Path file = folder.resolve("lake").resolve(FolderLease.FOLDER).resolve(theirs + ".lock");
            while (process.isAlive() && !(Files.exists(file) && Files.size(file) > 0)) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(lease::keep)
                    .isInstanceOf(LakeTakenException.class)
                    .hasMessageContaining("held by a test's process");

            process.destroyForcibly().waitFor();

            lease.keep();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that holds a lease until it is killed. */
    static final class LeaseHolder {

        private LeaseHolder() {}

        public static void main(String[] args) throws Exception {
            new LocalLake(Path.of(args[0]))
                    .lease(UUID.fromString(args[1]), "held by a test's process")
                    .keep();
            new CountDownLatch(1).await();
        }
    }
}
