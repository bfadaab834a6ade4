package com.skyfit.lake.bronze;

import java.io.IOException;
import java.io.InputStream;

/** The lines of a stream, each as a stream that ends before its newline: memory does not depend on how long they are. */
public final class LineStream extends InputStream {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private boolean inLine;

    public LineStream(InputStream in) {
        this.in = in;
    }

    /** Goes to the start of the next line, skipping the rest of this one; false after the last. */
    public boolean next() throws IOException {
        while (inLine) {
            position = endOfRun(limit);
            endOfLine();
        }
        inLine = position < limit || fill();
        return inLine;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!inLine || endOfLine()) {
            return -1;
        }
        int end = endOfRun(Math.min(limit, position + length));
        int run = end - position;
        System.arraycopy(buffer, position, target, offset, run);
        position = end;
        return run;
    }

    /** Where the next newline is, or that place if it comes first. */
    private int endOfRun(int end) {
        int at = position;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Steps over the newline if it is next; whether the line ends here. */
    private boolean endOfLine() throws IOException {
        if (position == limit && !fill()) {
            inLine = false;
        } else if (buffer[position] == '\n') {
            position++;
            inLine = false;
        }
        return !inLine;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
