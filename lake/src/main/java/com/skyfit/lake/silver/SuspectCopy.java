package com.skyfit.lake.silver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Lines that the server has to judge, on their way into {@link Judgement}'s table: as bytes, in COPY's hexadecimal form, which takes anything
 * of any length. They are held for a while, so that the COPY of rows is seldom interrupted. Of a line above {@link Judgement#LONGEST_LINE}
 * bytes the rest is left out, but counted.
 */
final class SuspectCopy {

    private static final int BUFFER = 1 << 20;

    /** Room for what stands around a line's bytes. */
    private static final int FRAME = 100;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final PGConnection connection;
    private final byte[] out = new byte[BUFFER];
    private int used;
    private long length;
    private @Nullable PGCopyOutputStream running;

    SuspectCopy(Connection connection) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
    }

    /** Whether a line of that many bytes fits beside those that are held. */
    boolean hasRoom(int bytes) {
        return used + 2L * bytes + FRAME <= BUFFER;
    }

    /** Holds a line; there must be room for it. */
    void hold(int lineNo, byte[] line, int from, int to) {
        begin(lineNo);
        hex(line, from, to);
        end();
    }

    /** Sends what is held. No other COPY may be in progress. */
    void flush() throws SQLException {
        if (used > 0) {
            PGCopyOutputStream copy = begin();
            send(copy);
            copy.endCopy();
            running = null;
        }
    }

    /** Sends the line that the lines stand at, however long. Nothing may be held, and no other COPY in progress. */
    void send(Lines lines) throws SQLException, IOException {
        PGCopyOutputStream copy = begin();
        begin(lines.number());
        do {
            int from = lines.from();
            while (from < lines.to()) {
                int to = Math.min(lines.to(), from + (BUFFER - FRAME) / 2);
                hex(lines.buffer(), from, to);
                send(copy);
                from = to;
            }
        } while (lines.nextPiece());
        end();
        send(copy);
        copy.endCopy();
        running = null;
    }

    /** Cancels the COPY in progress, so that the connection can roll back. */
    void cancel() throws SQLException {
        PGCopyOutputStream copy = running;
        if (copy != null && copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private PGCopyOutputStream begin() throws SQLException {
        PGCopyOutputStream copy = new PGCopyOutputStream(connection, Judgement.COPY, BUFFER);
        running = copy;
        return copy;
    }

    private void send(PGCopyOutputStream copy) throws SQLException {
        copy.writeToCopy(out, 0, used);
        used = 0;
    }

    private void begin(int lineNo) {
        put(lineNo + "\t\\\\x");
        length = 0;
    }

    private void end() {
        put("\t" + length + "\n");
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            out[used++] = (byte) ascii.charAt(i);
        }
    }

    private void hex(byte[] line, int from, int to) {
        long room = Math.max(0, Judgement.LONGEST_LINE - length);
        int kept = (int) Math.min(to, from + room);
        for (int i = from; i < kept; i++) {
            out[used++] = HEX[(line[i] >> 4) & 0xF];
            out[used++] = HEX[line[i] & 0xF];
        }
        length += to - from;
    }
}
