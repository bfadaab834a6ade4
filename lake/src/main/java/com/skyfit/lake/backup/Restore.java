package com.skyfit.lake.backup;

import com.skyfit.lake.backup.Contents.Kept;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.Sha256;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Brings a backup into a database that has seen no run. All of it is verified first, and it comes in one transaction. The next run makes silver, gold
 * and models from bronze, by what was restored: decisions about deletions, numbers of scopes, names of custom fields.
 */
public final class Restore {

    private static final Template COPY_IN =
            Template.of("copy {table} ({columns}) from stdin (format csv, header true, encoding 'UTF8')");

    private static final String IS_USED =
            "select exists (select from ops.run where run_id <> :run) or exists (select from ops.manifest) as used";

    /** A role is a matter of the server, and restores nothing of it. */
    private static final String FORGET_ROLES = """
            delete from ops.reader r where not exists (select from pg_roles p where p.rolname = r.role) returning r.role""";

    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]*");

    private final Warehouse warehouse;
    private final LakeStorage lake;

    /** Into that database, from that lake. */
    public Restore(Warehouse warehouse, LakeStorage lake) {
        this.warehouse = warehouse;
        this.lake = lake;
    }

    /**
     * What came of it.
     *
     * @param name of the backup
     * @param contents that were restored
     * @param missingRoles readers whose roles this server does not have; they are no readers here
     */
    public record Restored(String name, Contents contents, List<String> missingRoles) {}

    /**
     * Restores.
     *
     * @param name of the backup
     * @param run the run that does it, the only one that the database may know
     * @throws BackupException if the backup is damaged or of a newer program, or the database is in use; nothing was changed
     */
    public Restored run(String name, String run) throws IOException, SQLException {
        Contents contents = Contents.read(lake, name);
        for (Kept table : contents.tables()) {
            verify(name, table);
        }
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                refuse(connection, name, contents, run);
                for (Kept table : contents.tables()) {
                    read(connection, name, table);
                }
                List<String> missing = Query.of(connection, FORGET_ROLES).list(row -> row.text("role"));
                connection.commit();
                return new Restored(name, contents, missing);
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void refuse(Connection connection, String name, Contents contents, String run)
            throws SQLException, BackupException {
        boolean newer =
                Query.of(connection, """
                        select coalesce(max(version::numeric), 0) < :needed::numeric as newer from ops.schema_history where success""").bind("needed", contents.migration()).one(row -> row.flag("newer"));
        if (newer) {
            throw new BackupException("Backup " + name + " was written by version " + contents.version()
                    + " of the program, which is newer: restore it with that version");
        }
        if (Query.of(connection, IS_USED).bind("run", run).one(row -> row.flag("used"))) {
            throw new BackupException("The database " + warehouse.address()
                    + " has been used by runs already: restore into an empty one (PG_DATABASE, or another --home)");
        }
        List<String> unknown = contents.tables().stream()
                .map(Kept::name)
                .filter(table -> !OpsTables.KEPT.contains(table))
                .toList();
        if (!unknown.isEmpty()) {
            throw new BackupException("Backup " + name + " has tables that this version does not know: "
                    + String.join(", ", unknown) + "; restore it with version " + contents.version());
        }
    }

    private void verify(String name, Kept table) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(lake.open(BackupPaths.table(name, table.name())), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new BackupException("Backup " + name + " lacks its table " + table.name() + "; use another one");
        }
        if (!Sha256.hex(digest).equals(table.sha256())) {
            throw new BackupException("Backup " + name + " is damaged: the hash of its table " + table.name()
                    + " differs; use another one");
        }
    }

    private void read(Connection connection, String name, Kept table) throws IOException, SQLException {
        String copy = COPY_IN.with("table", Sql.name("ops", table.name()))
                .with("columns", Sql.names(columns(name, table)))
                .sql();
        long rows;
        try (InputStream in = unzipped(name, table);
                PGCopyOutputStream out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy)) {
            in.transferTo(out);
            rows = out.endCopy();
        }
        if (rows != table.rows()) {
            throw new BackupException("Backup " + name + ": its table " + table.name() + " has " + rows
                    + " rows, its contents say " + table.rows() + "; use another one");
        }
    }

    private InputStream unzipped(String name, Kept table) throws IOException {
        return new GZIPInputStream(lake.open(BackupPaths.table(name, table.name())));
    }

    /** Those of the backup: the table may have gained others since. */
    private List<String> columns(String name, Kept table) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(unzipped(name, table), StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            List<String> columns = header == null
                    ? List.of()
                    : Stream.of(header.split(",", -1)).toList();
            if (columns.isEmpty()
                    || !columns.stream()
                            .allMatch(column -> COLUMN.matcher(column).matches())) {
                throw new BackupException(
                        "Backup " + name + ": its table " + table.name() + " has no header; use another one");
            }
            return columns;
        }
    }
}
