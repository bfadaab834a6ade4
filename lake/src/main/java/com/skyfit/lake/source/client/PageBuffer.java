package com.skyfit.lake.source.client;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lines of one page until the page is known to be complete. Small pages stay in memory, larger ones go to a temporary file, so
 * memory does not depend on the size of a page. Used for one page after another; not for use by several threads.
 */
public final class PageBuffer extends OutputStream {

    private static final int IN_MEMORY = 4 << 20;

    /** More lines than sources put into a page. */
    private static final int MOST_CHECKSUMS = 1 << 16;

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1 << 16);
    private @Nullable Path spill;
    private @Nullable OutputStream spilling;

    private final CRC32C line = new CRC32C();
    private int[] checksums = new int[512];
    private int checksummed;

    /** A newline written alone ends a line; there is none within. */
    @Override
    public void write(int b) throws IOException {
        if (b == '\n') {
            endLine();
        } else {
            line.update(b);
        }
        store(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        line.update(bytes, offset, length);
        store(bytes, offset, length);
    }

    private void endLine() {
        if (checksummed < MOST_CHECKSUMS) {
            if (checksummed == checksums.length) {
                checksums = Arrays.copyOf(checksums, checksummed * 2);
            }
            checksums[checksummed++] = (int) line.getValue();
        }
        line.reset();
    }

    /** Hashes that distinguish lines, by the bytes of each, in order; of a very long page its first lines only. */
    int[] checksums() {
        return Arrays.copyOf(checksums, checksummed);
    }

    private void store(byte[] bytes, int offset, int length) throws IOException {
        if (spilling == null && memory.size() + length <= IN_MEMORY) {
            memory.write(bytes, offset, length);
            return;
        }
        if (spilling == null) {
            spill = Files.createTempFile("skyfit-page-", ".jsonl");
            spilling = new BufferedOutputStream(Files.newOutputStream(spill), 1 << 16);
            memory.writeTo(spilling);
            memory.reset();
        }
        spilling.write(bytes, offset, length);
    }

    /** Copies the lines. */
    public void writeTo(OutputStream target) throws IOException {
        if (spilling == null || spill == null) {
            memory.writeTo(target);
            return;
        }
        spilling.flush();
        Files.copy(spill, target);
    }

    /** Forgets what it holds. */
    public void clear() throws IOException {
        memory.reset();
        line.reset();
        checksummed = 0;
        if (spilling != null && spill != null) {
            spilling.close();
            Files.deleteIfExists(spill);
            spilling = null;
            spill = null;
        }
    }

    @Override
    public void close() throws IOException {
        clear();
    }
}
