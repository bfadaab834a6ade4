package com.skyfit.lake.run;

import com.skyfit.lake.bronze.storage.InterceptedLake;
import com.skyfit.lake.bronze.storage.LakeStorage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A lake that lets something happen once, when a part of it has been read to its end for the first time, while the part's COPY is in progress. */
final class DisturbedLake {

    private final LakeStorage lake;
    private final Disturbance disturbance;
    private final AtomicInteger opened = new AtomicInteger();

    /** What happens. */
    interface Disturbance {

        void happen() throws IOException;
    }

    DisturbedLake(LakeStorage lake, Disturbance disturbance) {
        this.lake = lake;
        this.disturbance = disturbance;
    }

    /** How often parts have been opened. */
    int opened() {
        return opened.get();
    }

    /** The lake as it is to be read. */
    LakeStorage storage() {
        return new InterceptedLake(lake).opening(this::open);
    }

    private InputStream open(String path) throws IOException {
        if (!path.startsWith("bronze/")) {
            return lake.open(path);
        }
        boolean first = opened.incrementAndGet() == 1;
        return new FilterInputStream(lake.open(path)) {
            private boolean ended;

            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                int read = super.read(block, offset, length);
                if (read < 0 && first && !ended) {
                    ended = true;
                    disturbance.happen();
                }
                return read;
            }
        };
    }
}
