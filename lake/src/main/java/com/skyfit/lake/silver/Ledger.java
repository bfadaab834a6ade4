package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The database's account of bronze: every part that a manifest names, and what became of it. Safe for use by several threads. */
public final class Ledger {

    private static final Template FILES = Template.of("""
            select file_id, blob_path, lines, bytes, sha256, state = 'loaded' as loaded from ops.file
            where source = :source and scope = :scope and entity = :entity and {which}
            order by run_id, blob_path""");

    private static final String ENTER_MANIFEST = """
            insert into ops.manifest (manifest_path, source, scope, entity, run_id, sequence, complete, complete_listing,
                records, committed_at, listing_began)
            values (:path, :source, :scope, :entity, :run, :sequence, :complete, :complete_listing,
                :records, :committed_at, :listing_began)""";

    private static final String ENTER_FILE = """
            insert into ops.file (blob_path, source, scope, entity, run_id, ingestion_date, manifest_path, bytes, lines, sha256)
            values (:blob, :source, :scope, :entity, :run, :ingestion_date, :path, :bytes, :lines, :sha256)""";

    private final Warehouse warehouse;

    /** The ledger in schema {@code ops} of that warehouse. */
    public Ledger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Enters the manifests of a source that the ledger does not know yet, each with its parts in one transaction.
     *
     * @return how many were new
     * @throws IOException if the lake cannot be read or a manifest is broken; those before it are entered
     */
    public int register(LakeStorage lake, String source) throws IOException, SQLException {
        Manifests manifests = new Manifests(lake);
        Set<String> known = known(source);
        int entered = 0;
        for (BronzePaths.ManifestPath path : manifests.list(source)) {
            if (!known.contains(path.path())) {
                enter(path.path(), manifests.read(path.path()));
                entered++;
            }
        }
        return entered;
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

    private Set<String> known(String source) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Set.copyOf(Query.of(connection, "select manifest_path from ops.manifest where source = :source")
                    .bind("source", source)
                    .list(row -> row.text("manifest_path")));
        }
    }

    /** The run in which the complete listing began that this manifest ends; manifests before sweeps ended those of their own run only. */
    private static String listingBegan(Manifest manifest) {
        String began = manifest.listed().in();
        return began == null ? manifest.runId() : began;
    }

    /** As its path says; a run of the earlier scripts that passed midnight may have the next day there. */
    private static LocalDate ingestionDate(String part, Manifest manifest) {
        return BronzePaths.parsePart(part)
                .map(BronzePaths.PartPath::ingestionDate)
                .orElseGet(() -> new RunId(manifest.runId()).date());
    }

    private void enter(String path, Manifest manifest) throws SQLException {
        Map<String, String> whose = Map.of(
                "path",
                path,
                "source",
                manifest.source(),
                "scope",
                manifest.scope(),
                "entity",
                manifest.entity(),
                "run",
                manifest.runId());
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            Query.of(connection, ENTER_MANIFEST)
                    .bind(whose)
                    .bind("sequence", manifest.sequence())
                    .bind("complete", manifest.complete())
                    .bind("complete_listing", manifest.completeListing())
                    .bind("records", manifest.records())
                    .bind("committed_at", manifest.committedAt())
                    .bind("listing_began", manifest.completeListing() ? listingBegan(manifest) : null)
                    .update();
            Query.of(connection, ENTER_FILE)
                    .bind(whose)
                    .updateEach(manifest.parts().stream()
                            .map(part -> Map.of(
                                    "blob",
                                    part.path(),
                                    "ingestion_date",
                                    ingestionDate(part.path(), manifest),
                                    "bytes",
                                    part.bytes(),
                                    "lines",
                                    part.lines(),
                                    "sha256",
                                    part.sha256()))
                            .toList());
            connection.commit();
        }
    }
}
