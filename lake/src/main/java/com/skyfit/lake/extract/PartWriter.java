package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.storage.HashingStream;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.client.PageBuffer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes one part: compresses, hashes and counts pages as they arrive. Closed without {@link #commit()} it leaves nothing. */
final class PartWriter implements AutoCloseable {

    private final String path;
    private final NewObject object;
    private final HashingStream stored;
    private final BackgroundGzip gzip;
    private long lines;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    PartWriter(LakeStorage lake, String path) throws IOException {
        this.path = path;
        this.object = lake.create(path);
        this.stored = new HashingStream(object);
        this.gzip = new BackgroundGzip(stored);
    }

    /** Adds the lines of a page. */
    void append(Page page, PageBuffer pageLines) throws IOException {
        pageLines.writeTo(gzip);
        gzip.flush();
        lines += page.records();
        if (page.oldest() != null && (oldest == null || page.oldest().isBefore(oldest))) {
            oldest = page.oldest();
        }
        if (page.newest() != null && (newest == null || page.newest().isAfter(newest))) {
            newest = page.newest();
        }
    }

    /** Bytes stored so far, without those still to be compressed. */
    long bytes() {
        return stored.bytes();
    }

    /** Makes the part durable. */
    Part commit() throws IOException {
        gzip.finish();
        stored.flush();
        object.commit();
        return new Part(path, lines, bytes(), stored.sha256(), oldest, newest);
    }

    @Override
    public void close() throws IOException {
        try (object) {
            gzip.close();
        }
    }
}
