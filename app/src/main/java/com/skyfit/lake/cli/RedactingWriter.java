package com.skyfit.lake.cli;

import com.skyfit.lake.messages.Secrets;
import java.io.IOException;
import java.io.Writer;

/** Passes text on without the secrets in it, when it is flushed or at the end of a line. Safe for use by several threads. */
final class RedactingWriter extends Writer {

    private static final int LONG = 8_192;

    private final Writer target;
    private final StringBuilder pending = new StringBuilder();

    RedactingWriter(Writer target) {
        this.target = target;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        synchronized (lock) {
            pending.append(text, from, length);
            int end = pending.length() < LONG ? 0 : pending.lastIndexOf("\n") + 1;
            pass(end);
        }
    }

    private void pass(int end) throws IOException {
        if (end > 0) {
            target.write(Secrets.redact(pending.substring(0, end)));
            pending.delete(0, end);
        }
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            pass(pending.length());
            target.flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        target.close();
    }
}
