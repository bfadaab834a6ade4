package com.skyfit.lake.bronze.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;

/** Counts and hashes the bytes written through it. One thread writes; any thread may call {@link #bytes()}. */
public final class HashingStream extends FilterOutputStream {

    private final MessageDigest digest = Sha256.digest();
    private final AtomicLong bytes = new AtomicLong();

    public HashingStream(OutputStream out) {
        super(out);
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

    /** Written so far. */
    public long bytes() {
        return bytes.get();
    }

    /** The hash of all that was written, as {@link Sha256} gives it; to be asked for once, at the end. */
    public String sha256() {
        return Sha256.hex(digest);
    }
}
