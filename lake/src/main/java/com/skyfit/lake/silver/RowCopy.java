package com.skyfit.lake.silver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Rows of silver on their way to the server, in COPY's binary form: no escapes, and the server need not look for them. A COPY begins with the
 * first row and ends with {@link #finish()}; rows after that begin another one. While one is in progress its connection can do nothing else.
 */
final class RowCopy {

    private static final int BUFFER = 1 << 17;
    /** The form's signature, no flags, no extension. */
    private static final byte[] BEGINNING = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] END = {-1, -1};

    private static final int ROW_HEADER = Short.BYTES + 5 * Integer.BYTES + 1;
    private static final byte JSONB_VERSION = 1;

    private final PGConnection connection;
    private final String copy;
    private final int fileId;
    private final ByteBuffer header = ByteBuffer.allocate(ROW_HEADER);
    private @Nullable PGCopyOutputStream running;
    private long rows;

    /** Copies into that table, named as SQL does. */
    RowCopy(Connection connection, String table, int fileId) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
        this.copy = "copy " + table + " (file_id, line_no, payload) from stdin (format binary)";
        this.fileId = fileId;
    }

    /** Adds a row. */
    void add(int lineNo, byte[] line, int from, int to) throws SQLException {
        PGCopyOutputStream target = running;
        if (target == null) {
            target = new PGCopyOutputStream(connection, copy, BUFFER);
            running = target;
            target.writeToCopy(BEGINNING, 0, BEGINNING.length);
        }
        int length = to - from;
        header.clear()
                .putShort((short) 3)
                .putInt(Integer.BYTES)
                .putInt(fileId)
                .putInt(Integer.BYTES)
                .putInt(lineNo)
                .putInt(1 + length)
                .put(JSONB_VERSION);
        target.writeToCopy(header.array(), 0, ROW_HEADER);
        target.writeToCopy(line, from, length);
    }

    /** Ends the COPY in progress; throws the server's error about its rows. */
    void finish() throws SQLException {
        PGCopyOutputStream target = running;
        if (target != null) {
            target.writeToCopy(END, 0, END.length);
            rows += target.endCopy();
            running = null;
        }
    }

    /** Cancels the COPY in progress, so that the connection can roll back. */
    void cancel() throws SQLException {
        PGCopyOutputStream target = running;
        if (target != null && target.isActive()) {
            target.cancelCopy();
        }
    }

    /** Rows of the COPYs that ended. */
    long rows() {
        return rows;
    }
}
