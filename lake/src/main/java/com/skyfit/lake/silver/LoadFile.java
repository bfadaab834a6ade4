package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.Lake;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Brings one part into silver: gunzip, hash, count and COPY in one pass, and the ledger's entry in the same transaction. Where the
 * server refuses a line, the part is read again with the server judging each line in one statement: good lines become rows, the others go
 * to quarantine with their bytes. Safe for use by several threads, each call with a connection of its own.
 */
public final class LoadFile {

    private static final int BUFFER = 1 << 16;

    private final Warehouse warehouse;
    private final Lake lake;

    /** Takes where parts come from and where rows go. */
    public LoadFile(Warehouse warehouse, Lake lake) {
        this.warehouse = warehouse;
        this.lake = lake;
    }

    /**
     * Loads a part.
     *
     * @throws BrokenPartException if the part is missing, cut off, or differs from its manifest; silver and ledger are as before
     */
    public LoadedFile load(SilverTable table, BronzeFile file) throws BrokenPartException, SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                LoadedFile loaded = copy(connection, table, file);
                connection.commit();
                return loaded;
            } catch (SQLException e) {
                connection.rollback();
                if (!isRefusedLine(e)) {
                    throw e;
                }
                LoadedFile loaded = copyJudged(connection, table, file);
                connection.commit();
                return loaded;
            } catch (BrokenPartException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private LoadedFile copy(Connection connection, SilverTable table, BronzeFile file)
            throws BrokenPartException, SQLException {
        String copy = "copy " + table.sql() + " (file_id, line_no, payload) from stdin";
        long rows = stream(connection, copy, CopyEncoder.Form.TEXT, file);
        return markLoaded(connection, file, new LoadedFile(rows, 0));
    }

    private LoadedFile copyJudged(Connection connection, SilverTable table, BronzeFile file)
            throws BrokenPartException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table judged_line (file_id int, line_no int, line bytea) on commit drop");
        }
        stream(connection, "copy judged_line (file_id, line_no, line) from stdin", CopyEncoder.Form.HEX, file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table judged on commit drop as
                    select file_id, line_no, line, line_text,
                        case when line_text is null then 'not UTF-8'
                            when not ops.is_valid(line_text, 'jsonb') then 'not JSON that PostgreSQL can hold'
                            when not %s then 'no business key'
                        end as reason
                    from (select file_id, line_no, line, ops.utf8(line) as line_text from judged_line) l""".formatted(table.hasKey("line_text::jsonb")));
            long quarantined = statement.executeUpdate("""
                    insert into ops.quarantine (stage, file_id, line_no, reason, received, received_bytes)
                    select 'load', file_id, line_no, reason, left(line_text, 1000), line from judged where reason is not null""");
            long rows = statement.executeUpdate("""
                    insert into %s (file_id, line_no, payload)
                    select file_id, line_no, line_text::jsonb from judged where reason is null""".formatted(table.sql()));
            return markLoaded(connection, file, new LoadedFile(rows, quarantined));
        }
    }

    private long stream(Connection connection, String copy, CopyEncoder.Form form, BronzeFile file)
            throws BrokenPartException, SQLException {
        MessageDigest digest = sha256();
        CopyEncoder encoder = new CopyEncoder(file.fileId(), form);
        try (InputStream stored = lake.open(file.blobPath());
                DigestInputStream hashed = new DigestInputStream(stored, digest);
                OutputStream target = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, BUFFER)) {
            encoder.encode(new GZIPInputStream(hashed, BUFFER), target);
            hashed.transferTo(OutputStream.nullOutputStream());
            verify(file, digest, encoder);
        } catch (EOFException | ZipException | NoSuchFileException e) {
            throw new BrokenPartException(file, e);
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new BrokenPartException(file, e);
        }
        return encoder.lines();
    }

    private static void verify(BronzeFile file, MessageDigest digest, CopyEncoder encoder) throws BrokenPartException {
        String hash = HexFormat.of().formatHex(digest.digest());
        if (!hash.equals(file.sha256())) {
            throw new BrokenPartException(file, "its SHA-256 is " + hash + ", its manifest says " + file.sha256());
        }
        if (encoder.lines() != file.lines()) {
            throw new BrokenPartException(
                    file, "it has " + encoder.lines() + " lines, its manifest says " + file.lines());
        }
    }

    private static LoadedFile markLoaded(Connection connection, BronzeFile file, LoadedFile loaded)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update ops.file set state = 'loaded', reason = null, loaded_lines = ?, quarantined_lines = ?, loaded_at = now()
                where file_id = ? and state <> 'loaded'""")) {
            update.setLong(1, loaded.rows());
            update.setLong(2, loaded.quarantined());
            update.setInt(3, file.fileId());
            if (update.executeUpdate() != 1) {
                throw new SQLException("File " + file.blobPath() + " was loaded by another session");
            }
        }
        return loaded;
    }

    /**
     * Class 22 (data exception) is what COPY answers to a line it cannot take, 54 is nesting beyond the server's stack, 23514 the
     * constraint that asks for a business key.
     */
    private static boolean isRefusedLine(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54") || state.equals("23514"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
