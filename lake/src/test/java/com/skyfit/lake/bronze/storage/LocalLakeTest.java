package com.skyfit.lake.bronze.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
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
}
