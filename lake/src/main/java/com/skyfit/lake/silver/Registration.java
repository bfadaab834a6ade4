package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.BrokenManifestException;
import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.BronzePaths.ManifestPath;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters a source's new manifests into the ledger. One that cannot be entered is remembered, tried again each time, and in nobody else's way.
 * Neither time nor memory grow with the lake's age, but for the names of its runs. Of one registration.
 */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    /** How long before the newest known run manifests are looked for in every registration: in a copied lake, they arrive in any order. */
    private static final Duration LATE = Duration.ofDays(7);

    /** This many characters of a run's name are its day. */
    private static final int DAY = 8;

    /** Names that the database compares at a time. */
    private static final int AT_ONCE = 1000;

    /** The server's errors about values and constraints are a verdict on a manifest; any other error is a failure of the server. */
    private static final String VERDICT = "(22|23|54).*";

    private static final String IS_WHOLE_LISTING_DONE = """
            select coalesce(bool_or(l.listed_at > now() - interval '7 days' and l.adoptions = :adoptions), false) as done
            from ops.lake_listing l where l.source = :source""";

    private static final String LISTED = """
            insert into ops.lake_listing (source, listed_at, adoptions) values (:source, now(), :adoptions)
            on conflict (source) do update set listed_at = excluded.listed_at, adoptions = excluded.adoptions""";

    private static final String UNKNOWN_RUNS = """
            select n.name from unnest(:names) n (name)
            where not exists (select from ops.manifest m where m.source = :source and m.run_id collate "C" = n.name)""";

    private static final String UNKNOWN_MANIFESTS = """
            select n.name from unnest(:names) n (name)
            where not exists (select from ops.manifest m where m.manifest_path = n.name)
                and not exists (select from ops.refused_manifest r where r.manifest_path = n.name)""";

    private static final String ENTER_MANIFEST = """
            insert into ops.manifest (manifest_path, source, scope, entity, run_id, sequence, complete, complete_listing,
                records, committed_at, listing_began)
            values (:path, :source, :scope, :entity, :run, :sequence, :complete, :complete_listing,
                :records, :committed_at, :listing_began)
            on conflict (manifest_path) do nothing""";

    private static final String ENTER_FILE = """
            insert into ops.file (blob_path, source, scope, entity, run_id, ingestion_date, manifest_path, bytes, lines, sha256)
            values (:blob, :source, :scope, :entity, :run, :ingestion_date, :path, :bytes, :lines, :sha256)
            on conflict (blob_path) do nothing""";

    private static final String REFUSE = """
            insert into ops.refused_manifest (manifest_path, source, scope, entity, reason)
            values (:path, :source, :scope, :entity, :reason)
            on conflict (manifest_path) do update set reason = excluded.reason""";

    private final Warehouse warehouse;
    private final LakeStorage lake;
    private final Manifests manifests;
    private final String source;
    private int entered;

    Registration(Warehouse warehouse, LakeStorage lake, String source) {
        this.warehouse = warehouse;
        this.lake = lake;
        this.manifests = new Manifests(lake);
        this.source = source;
    }

    /**
     * Registers.
     *
     * @throws IOException if the lake cannot be listed; what was entered before stays
     */
    Registered run() throws IOException, SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            tryAgain(connection);
            long adoptions = Query.of(connection, "select count(*) as n from ops.run where command = 'adopt'")
                    .one(row -> row.number("n"));
            boolean done = Query.of(connection, IS_WHOLE_LISTING_DONE)
                    .bind("source", source)
                    .bind("adoptions", adoptions)
                    .one(row -> row.flag("done"));
            if (done) {
                enterNew(connection);
            } else {
                enter(connection, "");
                Query.of(connection, LISTED)
                        .bind("source", source)
                        .bind("adoptions", adoptions)
                        .update();
            }
            connection.commit();
            Registered registered = new Registered(entered, refused(connection));
            connection.commit();
            return registered;
        } catch (DatabaseFailure e) {
            throw e.failure();
        }
    }

    /** One that is no longer in the lake needs no attention any more. */
    private void tryAgain(Connection connection) throws IOException, SQLException {
        List<String> refused = Query.of(
                        connection, "select manifest_path from ops.refused_manifest where source = :source")
                .bind("source", source)
                .list(row -> row.text("manifest_path"));
        for (String path : refused) {
            Query.of(connection, "delete from ops.refused_manifest where manifest_path = :path")
                    .bind("path", path)
                    .update();
            if (lake.exists(path)) {
                enter(connection, BronzePaths.parseManifest(path).stream().toList());
            } else {
                LOG.warn("event=refused_manifest_gone path={}", path);
                connection.commit();
            }
        }
    }

    /** Those of runs that the ledger does not know, however old they are, and of the newest known ones, day by day. */
    private void enterNew(Connection connection) throws IOException, SQLException {
        String from = Query.of(connection, """
                        select run_id from ops.manifest where source = :source order by run_id collate "C" desc limit 1""")
                .bind("source", source)
                .first(row -> row.text("run_id"))
                .flatMap(RunId::told)
                .map(newest -> RunId.at(newest.start().minus(LATE)).text())
                .orElse("");
        TreeSet<String> wanted = new TreeSet<>();
        List<String> older = new ArrayList<>();
        manifests.visitRuns(source, run -> {
            if (RunId.ORDER.compare(run, from) >= 0) {
                wanted.add(run.substring(0, Math.min(DAY, run.length())));
            } else if (older.add(run) && older.size() == AT_ONCE) {
                fromListing(() -> wanted.addAll(unknownRuns(connection, older)));
                older.clear();
            }
        });
        wanted.addAll(unknownRuns(connection, older));
        for (String runs : wanted) {
            enter(connection, runs);
        }
    }

    /** Those of the runs whose names begin so. */
    private void enter(Connection connection, String runs) throws IOException, SQLException {
        List<ManifestPath> some = new ArrayList<>();
        manifests.visit(source, runs, path -> {
            some.add(path);
            if (some.size() == AT_ONCE) {
                fromListing(() -> enterUnknown(connection, some));
                some.clear();
            }
        });
        enterUnknown(connection, some);
    }

    private interface Step {
        void take() throws SQLException, IOException;
    }

    private static void fromListing(Step step) throws IOException {
        try {
            step.take();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private void enterUnknown(Connection connection, List<ManifestPath> paths) throws SQLException, IOException {
        Map<String, ManifestPath> byPath = new HashMap<>();
        paths.forEach(path -> byPath.put(path.path(), path));
        List<ManifestPath> fresh = new ArrayList<>();
        for (String path : unknownManifests(connection, byPath.keySet())) {
            fresh.add(Objects.requireNonNull(byPath.get(path)));
        }
        fresh.sort(ManifestPath.IN_ORDER);
        enter(connection, fresh);
    }

    private List<String> unknownRuns(Connection connection, List<String> runs) throws SQLException {
        return Query.of(connection, UNKNOWN_RUNS)
                .bind("source", source)
                .bind("names", runs)
                .list(row -> row.text("name"));
    }

    /** Those that were refused are tried again by themselves. */
    private static List<String> unknownManifests(Connection connection, Collection<String> paths) throws SQLException {
        return Query.of(connection, UNKNOWN_MANIFESTS).bind("names", paths).list(row -> row.text("name"));
    }

    /** In one transaction, less those that cannot be entered. */
    private void enter(Connection connection, List<ManifestPath> paths) throws IOException, SQLException {
        for (ManifestPath path : paths) {
            Savepoint before = connection.setSavepoint();
            try {
                enter(connection, path, manifests.read(path.path()));
                entered++;
            } catch (BrokenManifestException | AccessDeniedException e) {
                refuse(connection, before, path, FailureText.of(e));
            } catch (SQLException e) {
                if (e.getSQLState() == null || !e.getSQLState().matches(VERDICT)) {
                    throw e;
                }
                refuse(connection, before, path, "Cannot register manifest " + path.path() + ": " + FailureText.of(e));
            }
            connection.releaseSavepoint(before);
        }
        connection.commit();
    }

    private void refuse(Connection connection, Savepoint before, ManifestPath path, String reason) throws SQLException {
        connection.rollback(before);
        LOG.error(
                "event=manifest_refused source={} scope={} entity={} path={} reason=\"{}\"",
                path.subject().source(),
                path.subject().scope(),
                path.subject().entity(),
                path.path(),
                reason);
        Query.of(connection, REFUSE)
                .bind(path.subject().parameters())
                .bind("path", path.path())
                .bind("reason", reason)
                .update();
    }

    private Map<Subject, String> refused(Connection connection) throws SQLException {
        Map<Subject, String> reasons = new HashMap<>();
        Query.of(connection, """
                        select scope, entity, min(reason) || case when count(*) > 1 then ' (and ' || count(*) - 1 || ' more)' else '' end as reason
                        from ops.refused_manifest where source = :source group by scope, entity""")
                .bind("source", source)
                .each(row ->
                        reasons.put(new Subject(source, row.text("scope"), row.text("entity")), row.text("reason")));
        return reasons;
    }

    private static void enter(Connection connection, ManifestPath path, Manifest manifest)
            throws SQLException, BrokenManifestException {
        if (!manifest.subject().equals(path.subject())
                || !path.runId().equals(manifest.runId())
                || path.sequence() != manifest.sequence()) {
            throw new BrokenManifestException(
                    "Manifest " + path.path() + " claims to be number " + manifest.sequence() + " of "
                            + manifest.subject() + " in run " + manifest.runId()
                            + "; restore it from a copy of the lake; without it, its parts are not loaded",
                    null);
        }
        Map<String, String> whose = new HashMap<>(manifest.subject().parameters());
        whose.put("path", path.path());
        whose.put("run", manifest.runId());
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
        requireSameContent(connection, path, manifest.parts());
    }

    /** Parts that stood there already stay as they are: what the manifest says of them must be the same. */
    private static void requireSameContent(Connection connection, ManifestPath path, List<Part> parts)
            throws SQLException, BrokenManifestException {
        Map<String, Part> known = new HashMap<>();
        Query.of(connection, "select blob_path, lines, bytes, sha256 from ops.file where blob_path = any (:blobs)")
                .bind("blobs", parts.stream().map(Part::path).toList())
                .each(row -> known.put(
                        row.text("blob_path"),
                        new Part(
                                row.text("blob_path"),
                                row.number("lines"),
                                row.number("bytes"),
                                row.text("sha256"),
                                null,
                                null)));
        for (Part part : parts) {
            Part here = new Part(part.path(), part.lines(), part.bytes(), part.sha256(), null, null);
            if (!here.equals(known.get(part.path()))) {
                throw new BrokenManifestException(
                        "Manifest " + path.path() + " names " + part.path()
                                + ", which another manifest names with different content; restore both from a copy of the lake",
                        null);
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

    /** Takes a failure of the database out of a listing of the lake. */
    private static final class DatabaseFailure extends IOException {
        private final transient SQLException failure;

        DatabaseFailure(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }
}
