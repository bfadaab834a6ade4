package com.skyfit.lake.operations;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.Pipeline;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.LoadedPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WriterLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that silver could not take.
 *
 * @param id in {@code ops.quarantine}
 * @param subject whose record it would be
 * @param blobPath of its part
 * @param lineNo there, from 1
 * @param reason in words of the server, or what its key was instead
 */
public record QuarantinedLine(long id, Subject subject, String blobPath, long lineNo, String reason) {

    /**
     * The newest ones of each selected entity and scope.
     *
     * @param most of each
     */
    public static List<QuarantinedLine> list(
            Configuration configuration, Warehouse warehouse, Selection selection, int most) throws SQLException {
        List<QuarantinedLine> lines = new ArrayList<>();
        try (Connection connection = warehouse.connect();
                PreparedStatement query = connection.prepareStatement("""
                        select q.quarantine_id, f.blob_path, q.line_no, q.reason from ops.quarantine q join ops.file f using (file_id)
                        where q.stage = 'load' and f.source = ? and f.scope = ? and f.entity = ?
                        order by f.run_id desc, f.blob_path, q.line_no limit ?""")) {
            for (Subject subject : configuration.subjects(selection)) {
                query.setString(1, subject.source().name());
                query.setString(2, subject.scope());
                query.setString(3, subject.entity().name());
                query.setInt(4, most);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        lines.add(new QuarantinedLine(
                                rows.getLong(1), subject, rows.getString(2), rows.getLong(3), rows.getString(4)));
                    }
                }
            }
        }
        return lines;
    }

    /** The exact bytes of a line; nothing where quarantine has no line of that id. */
    public static Optional<byte[]> bytes(Warehouse warehouse, long id) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select received_bytes from ops.quarantine where stage = 'load' and quarantine_id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    /**
     * Judges the lines again, as the rules and the server are now. Good ones become rows of silver, which the next transform brings to gold.
     *
     * @throws LockedException if another run is at work; nothing was done
     */
    public static LoadedPart judgeAgain(Configuration configuration, Warehouse warehouse, Selection selection)
            throws LockedException, SQLException {
        WriterLock held = Pipeline.lock(warehouse);
        try (held) {
            Ledger ledger = new Ledger(warehouse);
            PartLoader loadFile = new PartLoader(warehouse, configuration.lake());
            LoadedPart sum = new LoadedPart(0, 0, 0);
            for (Subject subject : configuration.subjects(selection)) {
                for (LedgerPart file : ledger.withQuarantine(
                        subject.source().name(),
                        subject.scope(),
                        subject.entity().name())) {
                    sum = sum.plus(loadFile.judgeAgain(SilverTable.of(subject.source(), subject.entity()), file));
                }
            }
            return sum;
        }
    }
}
