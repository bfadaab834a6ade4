package com.skyfit.lake.silver;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream, one after another, in one buffer that is used again: no object for a line. A last line without a newline is a line,
 * an empty one too. A line of more than {@value #LONGEST_WHOLE} bytes comes in pieces. Not for use by several threads.
 */
public final class Lines {

    /** The longest line that is held completely; bounds the memory. */
    static final int LONGEST_WHOLE = 8 << 20;

    private static final int BUFFER = 1 << 18;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private int next;
    private int limit;
    private int number;
    private boolean whole = true;

    public Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false behind the last. The pieces of a line that came in pieces must have been read to their end. */
    public boolean next() throws IOException {
        from = next;
        if (from == limit && !fill()) {
            return false;
        }
        number++;
        findEnd();
        return true;
    }

    /** Goes to the next piece of an incomplete line; false after its last, and then the next line may be requested. */
    boolean nextPiece() throws IOException {
        if (whole) {
            return false;
        }
        from = next;
        findEnd();
        return true;
    }

    private void findEnd() throws IOException {
        int newline = find(from);
        while (newline == limit) {
            if (limit - from == LONGEST_WHOLE) {
                whole = false;
                to = limit;
                next = limit;
                return;
            }
            int held = limit - from;
            if (!fill()) {
                newline = limit;
                break;
            }
            newline = find(from + held);
        }
        whole = true;
        to = newline;
        next = Math.min(newline + 1, limit);
    }

    /** The position of the next newline, or the end of the buffer. */
    private int find(int start) {
        byte[] bytes = buffer;
        int end = limit;
        int i = start;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Reads more of the line into the buffer; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (limit == buffer.length) {
            int held = limit - from;
            byte[] target = held > buffer.length / 2 ? new byte[Math.min(LONGEST_WHOLE, buffer.length * 2)] : buffer;
            System.arraycopy(buffer, from, target, 0, held);
            buffer = target;
            from = 0;
            limit = held;
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            return false;
        }
        limit += read;
        return true;
    }

    /** The number of the line, from 1; behind the last line, how many there are. */
    int number() {
        return number;
    }

    /** Whether {@link #from} to {@link #to} is the line, and not a piece of it. */
    boolean isWhole() {
        return whole;
    }

    /** What holds the line or piece; valid until the next call that moves on. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where it starts there. */
    public int from() {
        return from;
    }

    /** Where it ends there, its newline left out. */
    public int to() {
        return to;
    }
}
