package com.skyfit.lake.operations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.run.LockedException;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.LoadedPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
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
public record QuarantinedLine(long id, @JsonUnwrapped Subject subject, String blobPath, long lineNo, String reason) {

    /**
     * The newest ones of each selected entity and scope.
     *
     * @param most of each
     */
    public static List<QuarantinedLine> list(
            Configuration configuration, Warehouse warehouse, Selection selection, int most) throws SQLException {
        List<QuarantinedLine> lines = new ArrayList<>();
        try (Connection connection = warehouse.connect()) {
            for (ScopedEntity entity : configuration.subjects(selection)) {
                Subject subject = entity.subject();
                lines.addAll(Query.of(connection, """
                                select q.quarantine_id, f.blob_path, q.line_no, q.reason
                                from ops.quarantine q join ops.file f using (file_id)
                                where q.stage = 'load' and f.source = :source and f.scope = :scope and f.entity = :entity
                                order by f.run_id desc, f.blob_path, q.line_no
                                limit :most""")
                        .bind(subject.parameters())
                        .bind("most", most)
                        .list(row -> new QuarantinedLine(
                                row.number("quarantine_id"),
                                subject,
                                row.text("blob_path"),
                                row.number("line_no"),
                                row.text("reason"))));
            }
        }
        return lines;
    }

    /** The exact bytes of a line; empty if quarantine has no line of that id. */
    public static Optional<byte[]> bytes(Warehouse warehouse, long id) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Query.of(connection, """
                            select received_bytes from ops.quarantine where stage = 'load' and quarantine_id = :id""").bind("id", id).first(row -> row.bytes("received_bytes"));
        }
    }

    /**
     * Judges the lines again, by the current rules and server, in a separate run. Good ones become rows of silver, which the next
     * transform brings to gold.
     *
     * @throws LockedException if another run is active; nothing was done
     * @throws InterruptedException if the thread is interrupted; what was judged stays
     */
    public static LoadedPart judgeAgain(
            Configuration configuration, Warehouse warehouse, Selection selection, WriterRun writer)
            throws LockedException, SQLException, InterruptedException {
        return writer.run(
                "quarantine retry",
                (context, lock) -> judgeAgain(configuration, warehouse, selection),
                done -> ExitCode.OK);
    }

    private static LoadedPart judgeAgain(Configuration configuration, Warehouse warehouse, Selection selection)
            throws SQLException {
        Ledger ledger = new Ledger(warehouse);
        PartLoader loader = new PartLoader(warehouse, configuration.lake());
        LoadedPart sum = new LoadedPart(0, 0, 0);
        for (ScopedEntity entity : configuration.subjects(selection)) {
            SilverTable table = SilverTable.of(entity.source(), entity.entity());
            for (LedgerPart part : ledger.withQuarantine(entity.subject())) {
                sum = sum.plus(loader.judgeAgain(table, part));
            }
        }
        return sum;
    }
}
