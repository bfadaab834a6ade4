package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one part into silver, its rows and the ledger's entry in the same transaction: a part is loaded exactly once or not at all. Safe for
 * use by several threads, each call with its own connection.
 */
public final class PartLoader {

    private static final String LOCK = """
            select state = 'loaded' as loaded, loaded_lines, quarantined_lines,
                (select count(distinct r.line_no) from ops.repair r where r.file_id = f.file_id) as repaired
            from ops.file f where file_id = :file for update""";

    private static final Template REMOVE = Template.of("delete from {rows} where file_id = :file");

    private static final String MARK_LOADED = """
            update ops.file set state = 'loaded', reason = null, loaded_lines = :rows, quarantined_lines = :quarantined,
                loaded_at = now(), transformed_at = null, reconciled_at = null
            where file_id = :file and (state = 'loaded') = :was_loaded""";

    private static final String MARK_ADDED = """
            update ops.file set loaded_lines = loaded_lines + :rows, quarantined_lines = quarantined_lines - :rows,
                transformed_at = null, reconciled_at = null
            where file_id = :file and :rows > 0""";

    private final Warehouse warehouse;
    private final LakeStorage lake;

    /** Loads from that lake into that warehouse. */
    public PartLoader(Warehouse warehouse, LakeStorage lake) {
        this.warehouse = warehouse;
        this.lake = lake;
    }

    /**
     * Loads a part. The rows of one that was known to be loaded are replaced. Whatever is thrown, silver and ledger are as before, but for a
     * connection that breaks while it commits: whether it did then shows when the same is asked for again, which loads nothing twice.
     *
     * @throws BrokenPartException if the part is missing, cut off, or differs from its manifest
     * @throws SQLException if the database fails; see {@link Warehouse#isGone}
     * @throws InterruptedException if the thread is interrupted
     */
    public LoadedPart load(SilverTable table, LedgerPart file)
            throws BrokenPartException, SQLException, InterruptedException {
        try (Connection connection = warehouse.connect()) {
            Repeats repeats = Repeats.of(connection, table, file);
            connection.setAutoCommit(false);
            try {
                repeats.lock();
                LoadedPart loaded = loadedUnheard(connection, file);
                if (loaded == null) {
                    loaded = copy(connection, table, file, repeats);
                    markLoaded(connection, file, loaded);
                }
                connection.commit();
                return loaded;
            } catch (SQLException e) {
                warehouse.giveUp(connection, e);
                throw e;
            } catch (BrokenPartException | InterruptedException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /**
     * Judges again what quarantine holds of a loaded part, after a change of rules or server.
     *
     * @return what became of those lines
     */
    public LoadedPart judgeAgain(SilverTable table, LedgerPart file) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                Judgement judgement = new Judgement(connection, table, table.sql(), file.fileId());
                judgement.takeFromQuarantine();
                LoadedPart judged = judgement.pronounce();
                markAdded(connection, file, judged);
                connection.commit();
                return judged;
            } catch (SQLException e) {
                warehouse.giveUp(connection, e);
                throw e;
            }
        }
    }

    /**
     * What an earlier attempt brought whose commit was done and not heard of; null if there was none. Waits for an attempt whose session
     * has not yet noticed that nobody listens.
     */
    private static @Nullable LoadedPart loadedUnheard(Connection connection, LedgerPart file) throws SQLException {
        return Query.of(connection, LOCK)
                .bind("file", file.fileId())
                .first(row -> row.flag("loaded") && !file.loaded()
                        ? Optional.of(new LoadedPart(
                                row.number("loaded_lines"), row.number("quarantined_lines"), row.number("repaired")))
                        : Optional.<LoadedPart>empty())
                .flatMap(loaded -> loaded)
                .orElse(null);
    }

    /** A line that looks plain and is rejected anyway means that the server has other limits: then it judges every line. */
    private LoadedPart copy(Connection connection, SilverTable table, LedgerPart file, Repeats repeats)
            throws BrokenPartException, SQLException, InterruptedException {
        PartCopy pass = new PartCopy(connection, lake, table, file);
        try {
            removeLoaded(connection, table, file);
            return folded(pass, false, repeats);
        } catch (SQLException e) {
            if (!isRefusedLine(e)) {
                throw e;
            }
            connection.rollback();
            repeats.lock();
            removeLoaded(connection, table, file);
            return folded(pass, true, repeats);
        }
    }

    private static LoadedPart folded(PartCopy pass, boolean judgeAll, Repeats repeats)
            throws BrokenPartException, SQLException, InterruptedException {
        LoadedPart loaded = pass.run(repeats.begin(), judgeAll);
        repeats.fold();
        return loaded;
    }

    private static void removeLoaded(Connection connection, SilverTable table, LedgerPart file) throws SQLException {
        if (file.loaded()) {
            for (String rows : List.of(table.sql(), "ops.repeat", "ops.repair", "ops.quarantine")) {
                Query.of(connection, REMOVE.with("rows", rows).sql())
                        .bind("file", file.fileId())
                        .update();
            }
        }
    }

    private static void markLoaded(Connection connection, LedgerPart file, LoadedPart loaded) throws SQLException {
        long marked = Query.of(connection, MARK_LOADED)
                .bind("file", file.fileId())
                .bind("rows", loaded.rows())
                .bind("quarantined", loaded.quarantined())
                .bind("was_loaded", file.loaded())
                .update();
        if (marked != 1) {
            throw new SQLException("Cannot load " + file.blobPath() + ": another session loaded it meanwhile");
        }
    }

    private static void markAdded(Connection connection, LedgerPart file, LoadedPart judged) throws SQLException {
        Query.of(connection, MARK_ADDED)
                .bind("file", file.fileId())
                .bind("rows", judged.rows())
                .update();
    }

    /** Class 22 (data exception) is what the server answers to a line it cannot take, 54 is one beyond its limits. */
    private static boolean isRefusedLine(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54") || state.equals("23514"));
    }
}
