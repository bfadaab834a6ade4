package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.NewObject;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.client.PageBuffer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Writes one part: compresses, hashes and counts as pages come. Closed without {@link #commit()} it leaves nothing. */
final class PartWriter implements AutoCloseable {

    private final String path;
    private final NewObject object;
    private final Hashed stored;
    private final BackgroundGzip gzip;
    private long lines;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    PartWriter(LakeStorage lake, String path) throws IOException {
        this.path = path;
        this.object = lake.create(path);
        this.stored = new Hashed(object);
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

    /** Bytes stored so far; what is still to be compressed is not among them. */
    long bytes() {
        return stored.bytes.get();
    }

    /** Makes the part durable. */
    Part commit() throws IOException {
        gzip.finish();
        stored.flush();
        object.commit();
        return new Part(path, lines, bytes(), HexFormat.of().formatHex(stored.digest.digest()), oldest, newest);
    }

    @Override
    public void close() throws IOException {
        try (object) {
            gzip.close();
        }
    }

    private static final class Hashed extends FilterOutputStream {
        private final MessageDigest digest;
        private final AtomicLong bytes = new AtomicLong();

        Hashed(OutputStream out) {
            super(out);
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256", e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] block, int offset, int length) throws IOException {
            out.write(block, offset, length);
            digest.update(block, offset, length);
            bytes.addAndGet(length);
        }
    }
}
