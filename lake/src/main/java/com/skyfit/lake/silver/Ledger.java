package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The database's record of bronze: every part that a manifest names, and its state. Safe for use by several threads. */
public final class Ledger {

    private static final Template FILES = Template.of("""
            select file_id, blob_path, lines, bytes, sha256, state = 'loaded' as loaded from ops.file
            where source = :source and scope = :scope and entity = :entity and {which}
            order by run_id, blob_path""");

    private final Warehouse warehouse;

    /** The ledger in schema {@code ops} of that warehouse. */
    public Ledger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Registers the manifests of a source that the ledger does not know yet, each with its parts. Reads the manifests of new runs; all of
     * them the first time, after an adoption, and once a week.
     *
     * @throws IOException if the lake cannot be listed; what was entered before stays
     */
    public Registered register(LakeStorage lake, String source) throws IOException, SQLException {
        return new Registration(warehouse, lake, source).run();
    }

    /** The parts of an entity in one scope that silver does not hold yet, oldest run first; failed ones are tried again. */
    public List<LedgerPart> pending(Subject subject) throws SQLException {
        return files("state <> 'loaded'", subject);
    }

    /** All parts of an entity in one scope, oldest run first. */
    public List<LedgerPart> all(Subject subject) throws SQLException {
        return files("true", subject);
    }

    /** The loaded parts of an entity in one scope of which quarantine holds lines, oldest run first. */
    public List<LedgerPart> withQuarantine(Subject subject) throws SQLException {
        return files("state = 'loaded' and quarantined_lines > 0", subject);
    }

    private List<LedgerPart> files(String which, Subject subject) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Query.of(connection, FILES.with("which", which).sql())
                    .bind(subject.parameters())
                    .list(row -> new LedgerPart(
                            Math.toIntExact(row.number("file_id")),
                            row.text("blob_path"),
                            row.number("lines"),
                            row.number("bytes"),
                            row.text("sha256"),
                            row.flag("loaded")));
        }
    }

    /** Notes why a part could not be loaded; it stays pending for later runs. One whose rows silver holds keeps them and its state. */
    public void failed(LedgerPart file, String reason) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            Query.of(connection, """
                            update ops.file set state = 'failed', reason = :reason
                            where file_id = :file and state <> 'loaded'""")
                    .bind("reason", Secrets.redact(reason))
                    .bind("file", file.fileId())
                    .update();
        }
    }
}
