package com.skyfit.lake.source.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Distinguishes a failure to write here, such as a full disk, from one of the source: the latter is retried, the former is not. */
final class WriteFailureStream extends FilterOutputStream {

    WriteFailureStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    /** Carries the failure past the handling of the source's own. */
    static final class Failed extends IOException {
        private final transient IOException failure;

        Failed(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }
}
