package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.Sha256;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * One pass over a part: gunzip, hash, count, and every line on its way to the server: as a row where it is surely one, else to be judged.
 * Runs in the transaction of its connection and leaves commit and rollback to the caller.
 */
final class PartCopy {

    private static final int BUFFER = 1 << 16;

    private final Connection connection;
    private final LakeStorage lake;
    private final SilverTable table;
    private final LedgerPart file;

    PartCopy(Connection connection, LakeStorage lake, SilverTable table, LedgerPart file) {
        this.connection = connection;
        this.lake = lake;
        this.table = table;
        this.file = file;
    }

    /**
     * Copies the part.
     *
     * @param into the table that its rows are brought into, as SQL names it
     * @param judgeAll whether the server judges each line, however plain
     * @throws BrokenPartException if the part is missing, cut off, or differs from its manifest
     * @throws SQLException the server's error; then no COPY is in progress
     */
    LoadedPart run(String into, boolean judgeAll) throws BrokenPartException, SQLException, InterruptedException {
        RowCopy rows = new RowCopy(connection, into, file.fileId());
        SuspectCopy suspects = new SuspectCopy(connection);
        Judgement judgement = new Judgement(connection, table, into, file.fileId());
        MessageDigest digest = Sha256.digest();
        boolean done = false;
        try (InputStream stored = lake.open(file.blobPath());
                DigestInputStream hashed = new DigestInputStream(stored, digest);
                // Behind a gzip member the unpacker goes back to a mark; the hash must see each byte once.
                InputStream buffered = new BufferedInputStream(hashed, BUFFER);
                InputStream unzipped = GzipCompressorInputStream.builder()
                        .setInputStream(buffered)
                        .setDecompressConcatenated(true)
                        .setBufferSize(BUFFER)
                        .get()) {
            Lines lines = new Lines(unzipped);
            copy(lines, judgeAll, rows, suspects);
            hashed.transferTo(OutputStream.nullOutputStream());
            verify(digest, lines.number());
            rows.finish();
            suspects.flush();
            done = true;
        } catch (NoSuchFileException e) {
            throw new BrokenPartException(file, "the lake has no such object");
        } catch (EOFException e) {
            throw new BrokenPartException(file, "it is truncated: its gzip data ends too early");
        } catch (IOException e) {
            throw new BrokenPartException(file, e);
        } finally {
            if (!done) {
                rows.cancel();
                suspects.cancel();
            }
        }
        return new LoadedPart(rows.rows(), 0, 0).plus(judgement.pronounce());
    }

    private void copy(Lines lines, boolean judgeAll, RowCopy rows, SuspectCopy suspects)
            throws IOException, SQLException, InterruptedException {
        PlainRecord plain = new PlainRecord(table);
        while (lines.next()) {
            if (lines.isWhole() && !judgeAll && plain.matches(lines.buffer(), lines.from(), lines.to())) {
                rows.add(lines.number(), lines.buffer(), lines.from(), lines.to());
            } else if (lines.isWhole() && suspects.hasRoom(lines.to() - lines.from())) {
                suspects.hold(lines.number(), lines.buffer(), lines.from(), lines.to());
            } else {
                rows.finish();
                suspects.flush();
                suspects.send(lines);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted in line " + lines.number() + " of " + file.blobPath());
            }
        }
    }

    private void verify(MessageDigest digest, long lines) throws BrokenPartException {
        String hash = Sha256.hex(digest);
        if (!hash.equals(file.sha256())) {
            throw new BrokenPartException(file, "its SHA-256 is " + hash + ", its manifest says " + file.sha256());
        }
        if (lines != file.lines()) {
            throw new BrokenPartException(file, "it has " + lines + " lines, its manifest says " + file.lines());
        }
    }
}
