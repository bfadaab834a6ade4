package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The database's account of bronze: every part that a manifest names, and what became of it. Safe for use by several threads. */
public final class Ledger {

    private final Warehouse warehouse;

    /** Takes the warehouse that holds schema {@code ops}. */
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
        try (Connection connection = warehouse.connect();
                PreparedStatement query = connection.prepareStatement("""
                        select file_id, blob_path, lines, bytes, sha256, state = 'loaded' from ops.file
                        where source = ? and scope = ? and entity = ? and %s
                        order by run_id, blob_path""".formatted(which))) {
            query.setString(1, subject.source());
            query.setString(2, subject.scope());
            query.setString(3, subject.entity());
            try (ResultSet rows = query.executeQuery()) {
                List<LedgerPart> files = new ArrayList<>();
                while (rows.next()) {
                    files.add(new LedgerPart(
                            rows.getInt(1),
                            rows.getString(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            rows.getString(5),
                            rows.getBoolean(6)));
                }
                return files;
            }
        }
    }

    /** Notes why a part could not be loaded; it stays pending for later runs. One whose rows silver holds keeps them and its state. */
    public void failed(LedgerPart file, String reason) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement update = connection.prepareStatement("""
                        update ops.file set state = 'failed', reason = ? where file_id = ? and state <> 'loaded'""")) {
            update.setString(1, reason);
            update.setInt(2, file.fileId());
            update.executeUpdate();
        }
    }

    private Set<String> known(String source) throws SQLException {
        try (Connection connection = warehouse.connect();
                PreparedStatement query =
                        connection.prepareStatement("select manifest_path from ops.manifest where source = ?")) {
            query.setString(1, source);
            try (ResultSet rows = query.executeQuery()) {
                Set<String> paths = new HashSet<>();
                while (rows.next()) {
                    paths.add(rows.getString(1));
                }
                return paths;
            }
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
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into ops.manifest (manifest_path, source, scope, entity, run_id, sequence, complete, complete_listing,
                        records, committed_at, listing_began)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
                insert.setString(1, path);
                insert.setString(2, manifest.source());
                insert.setString(3, manifest.scope());
                insert.setString(4, manifest.entity());
                insert.setString(5, manifest.runId());
                insert.setInt(6, manifest.sequence());
                insert.setBoolean(7, manifest.complete());
                insert.setBoolean(8, manifest.completeListing());
                insert.setLong(9, manifest.records());
                insert.setObject(10, manifest.committedAt().atOffset(ZoneOffset.UTC));
                insert.setString(11, manifest.completeListing() ? listingBegan(manifest) : null);
                insert.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into ops.file (blob_path, source, scope, entity, run_id, ingestion_date, manifest_path, bytes, lines, sha256)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
                for (Part part : manifest.parts()) {
                    insert.setString(1, part.path());
                    insert.setString(2, manifest.source());
                    insert.setString(3, manifest.scope());
                    insert.setString(4, manifest.entity());
                    insert.setString(5, manifest.runId());
                    insert.setObject(6, ingestionDate(part.path(), manifest));
                    insert.setString(7, path);
                    insert.setLong(8, part.bytes());
                    insert.setLong(9, part.lines());
                    insert.setString(10, part.sha256());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }
}
