package com.skyfit.lake.silver;

import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Brings one part into silver, its rows and the ledger's entry in the same transaction: a part is loaded exactly once or not at all. Safe for
 * use by several threads, each call with a connection of its own.
 */
public final class PartLoader {

    private final Warehouse warehouse;
    private final LakeStorage lake;

    /** Takes where parts come from and where rows go. */
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
            connection.setAutoCommit(false);
            try {
                LoadedPart loaded = loadedUnheard(connection, file);
                if (loaded == null) {
                    loaded = copy(connection, table, file);
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
                Judgement judgement = new Judgement(connection, table, file.fileId());
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
     * What an earlier attempt brought whose commit was done and not heard of; null where there was none. Waits for an attempt whose session
     * has not yet noticed that nobody listens.
     */
    private static @Nullable LoadedPart loadedUnheard(Connection connection, LedgerPart file) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select state = 'loaded', loaded_lines, quarantined_lines,
                    (select count(*) from ops.repair r where r.file_id = f.file_id)
                from ops.file f where file_id = ? for update""")) {
            query.setInt(1, file.fileId());
            try (ResultSet row = query.executeQuery()) {
                boolean unheard = row.next() && row.getBoolean(1) && !file.loaded();
                return unheard ? new LoadedPart(row.getLong(2), row.getLong(3), row.getLong(4)) : null;
            }
        }
    }

    /** A line that looks plain and is refused all the same is one in a server of other limits: then it judges every line. */
    private LoadedPart copy(Connection connection, SilverTable table, LedgerPart file)
            throws BrokenPartException, SQLException, InterruptedException {
        PartCopy pass = new PartCopy(connection, lake, table, file);
        try {
            removeLoaded(connection, table, file);
            return pass.run(false);
        } catch (SQLException e) {
            if (!isRefusedLine(e)) {
                throw e;
            }
            connection.rollback();
            removeLoaded(connection, table, file);
            return pass.run(true);
        }
    }

    private static void removeLoaded(Connection connection, SilverTable table, LedgerPart file) throws SQLException {
        if (file.loaded()) {
            for (String rows : new String[] {table.sql(), "ops.repair", "ops.quarantine"}) {
                try (PreparedStatement delete =
                        connection.prepareStatement("delete from " + rows + " where file_id = ?")) {
                    delete.setInt(1, file.fileId());
                    delete.executeUpdate();
                }
            }
        }
    }

    private static void markLoaded(Connection connection, LedgerPart file, LoadedPart loaded) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update ops.file set state = 'loaded', reason = null, loaded_lines = ?, quarantined_lines = ?, loaded_at = now(),
                    transformed_at = null, reconciled_at = null
                where file_id = ? and (state = 'loaded') = ?""")) {
            update.setLong(1, loaded.rows());
            update.setLong(2, loaded.quarantined());
            update.setInt(3, file.fileId());
            update.setBoolean(4, file.loaded());
            if (update.executeUpdate() != 1) {
                throw new SQLException("Cannot load " + file.blobPath() + ": another session loaded it meanwhile");
            }
        }
    }

    private static void markAdded(Connection connection, LedgerPart file, LoadedPart judged) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update ops.file set loaded_lines = loaded_lines + ?, quarantined_lines = quarantined_lines - ?, transformed_at = null,
                    reconciled_at = null
                where file_id = ? and ? > 0""")) {
            update.setLong(1, judged.rows());
            update.setLong(2, judged.rows());
            update.setInt(3, file.fileId());
            update.setLong(4, judged.rows());
            update.executeUpdate();
        }
    }

    /** Class 22 (data exception) is what the server answers to a line it cannot take, 54 is one beyond its limits. */
    private static boolean isRefusedLine(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54") || state.equals("23514"));
    }
}
