package com.skyfit.lake.silver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Turns the lines of a part into rows of COPY's text format: file, line number, line. Works on bytes, with no object for a line. Every
 * line becomes a row, an empty one too: the server judges. Not for use by several threads.
 */
final class CopyEncoder {

    /** How a line's bytes are written. */
    enum Form {
        /** As text, with what COPY reserves escaped. */
        TEXT,
        /** As the hexadecimal form of {@code bytea}, which takes any byte. */
        HEX
    }

    private static final int BUFFER = 1 << 16;
    private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] filePrefix;
    private final Form form;
    private final byte[] out = new byte[BUFFER];
    private int used;
    private long lines;

    CopyEncoder(int fileId, Form form) {
        this.filePrefix = (fileId + "\t").getBytes(StandardCharsets.US_ASCII);
        this.form = form;
    }

    /** Encodes everything that the input holds. A last line without a newline is a line. */
    void encode(InputStream in, OutputStream target) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean inLine = false;
        int read;
        while ((read = in.read(buffer)) >= 0) {
            for (int i = 0; i < read; i++) {
                if (!inLine) {
                    beginRow(target);
                    inLine = true;
                }
                byte b = buffer[i];
                if (b == '\n') {
                    put(target, b);
                    inLine = false;
                } else if (form == Form.TEXT) {
                    putText(target, b);
                } else {
                    put(target, HEX_DIGITS[(b >> 4) & 0xF]);
                    put(target, HEX_DIGITS[b & 0xF]);
                }
            }
        }
        if (inLine) {
            put(target, (byte) '\n');
        }
        flush(target);
    }

    /** Lines read so far. */
    long lines() {
        return lines;
    }

    private void putText(OutputStream target, byte b) throws IOException {
        switch (b) {
            case '\\' -> putEscaped(target, b);
            case '\t' -> putEscaped(target, (byte) 't');
            case '\r' -> putEscaped(target, (byte) 'r');
            default -> put(target, b);
        }
    }

    private void putEscaped(OutputStream target, byte b) throws IOException {
        put(target, (byte) '\\');
        put(target, b);
    }

    private void beginRow(OutputStream target) throws IOException {
        lines++;
        for (byte b : filePrefix) {
            put(target, b);
        }
        for (byte b : Long.toString(lines).getBytes(StandardCharsets.US_ASCII)) {
            put(target, b);
        }
        put(target, (byte) '\t');
        if (form == Form.HEX) {
            putEscaped(target, (byte) '\\');
            put(target, (byte) 'x');
        }
    }

    private void put(OutputStream target, byte b) throws IOException {
        if (used == out.length) {
            flush(target);
        }
        out[used++] = b;
    }

    private void flush(OutputStream target) throws IOException {
        target.write(out, 0, used);
        used = 0;
    }
}
