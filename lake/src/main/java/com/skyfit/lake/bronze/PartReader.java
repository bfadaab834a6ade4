package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Finds out what a part contains by reading it once, whatever a manifest says about it. */
public final class PartReader {

    private static final int BUFFER = 1 << 16;

    private PartReader() {}

    /**
     * Reads a part to its end: its lines, its size and its hash. Source times are not looked for.
     *
     * @throws IOException if it is missing, empty, no gzip data or truncated, or if the lake cannot be read; says what was found
     */
    public static Part read(LakeStorage lake, String path) throws IOException {
        try (Hashed stored = new Hashed(lake.open(path));
                // Behind a gzip member the unpacker goes back to a mark; the hash must see each byte once.
                InputStream buffered = new BufferedInputStream(stored, BUFFER);
                InputStream unzipped = unzipped(buffered)) {
            long lines = lines(unzipped);
            stored.transferTo(OutputStream.nullOutputStream());
            return new Part(path, lines, stored.bytes, Sha256.hex(stored.digest), null, null);
        } catch (EOFException e) {
            throw new IOException("it is truncated: its gzip data ends too early", e);
        }
    }

    private static InputStream unzipped(InputStream stored) throws IOException {
        stored.mark(1);
        if (stored.read() < 0) {
            throw new IOException("it is empty, without even a gzip header");
        }
        stored.reset();
        return GzipCompressorInputStream.builder()
                .setInputStream(stored)
                .setDecompressConcatenated(true)
                .setBufferSize(BUFFER)
                .get();
    }

    /** A last line without a newline is a line. */
    private static long lines(InputStream text) throws IOException {
        byte[] block = new byte[BUFFER];
        long lines = 0;
        byte last = '\n';
        for (int length = text.read(block); length >= 0; length = text.read(block)) {
            for (int i = 0; i < length; i++) {
                lines += block[i] == '\n' ? 1 : 0;
            }
            last = length > 0 ? block[length - 1] : last;
        }
        return last == '\n' ? lines : lines + 1;
    }

    private static final class Hashed extends FilterInputStream {
        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        Hashed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] block, int offset, int length) throws IOException {
            int read = in.read(block, offset, length);
            if (read > 0) {
                digest.update(block, offset, read);
                bytes += read;
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
