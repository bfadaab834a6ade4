package com.skyfit.lake.backup;

import com.skyfit.lake.backup.Contents.Kept;
import com.skyfit.lake.bronze.storage.HashingStream;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * Writes into the lake what the database knows and bronze does not ({@link OpsTables#KEPT}). Silver, gold and models are no part of it: a run makes
 * them again from bronze. It reads in one snapshot, so it may be taken while a run is active.
 */
public final class Backup {

    private static final Template COPY_OUT =
            Template.of("copy (select * from {table}) to stdout (format csv, header true, encoding 'UTF8')");

    private static final String MIGRATION =
            "select version from ops.schema_history where success and version is not null order by version::numeric desc limit 1";

    private final Warehouse warehouse;
    private final LakeStorage lake;
    private final String version;

    /**
     * Of that database, into that lake.
     *
     * @param version of the program
     */
    public Backup(Warehouse warehouse, LakeStorage lake, String version) {
        this.warehouse = warehouse;
        this.lake = lake;
        this.version = version;
    }

    /**
     * Writes one.
     *
     * @param moment names it
     * @return what it holds
     * @throws IOException if the lake does not take it; what was written is no backup
     */
    public Contents write(Instant moment) throws IOException, SQLException {
        String name = BackupPaths.name(moment);
        try (Connection connection = warehouse.connect()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                List<Kept> kept = new ArrayList<>();
                for (String table : OpsTables.KEPT) {
                    kept.add(write(connection, name, table));
                }
                Contents contents = new Contents(
                        Contents.FORMAT_VERSION,
                        moment,
                        version,
                        Query.of(connection, MIGRATION).one(row -> row.text("version")),
                        kept);
                try (NewObject object = lake.create(BackupPaths.contents(name))) {
                    object.write(Json.of(contents).getBytes(StandardCharsets.UTF_8));
                    object.commit();
                }
                return contents;
            } finally {
                connection.rollback();
            }
        }
    }

    private Kept write(Connection connection, String name, String table) throws IOException, SQLException {
        try (NewObject object = lake.create(BackupPaths.table(name, table))) {
            HashingStream hashing = new HashingStream(object);
            GZIPOutputStream zipped = new GZIPOutputStream(hashing);
            long rows;
            try (PGCopyInputStream copied = new PGCopyInputStream(
                    connection.unwrap(PGConnection.class),
                    COPY_OUT.with("table", Sql.name("ops", table)).sql())) {
                copied.transferTo(zipped);
                rows = copied.getHandledRowCount();
            }
            zipped.finish();
            hashing.flush();
            object.commit();
            return new Kept(table, rows, hashing.bytes(), hashing.sha256());
        }
    }

    /** The names of all backups in a lake, the oldest first. */
    public static List<String> names(LakeStorage lake) throws IOException {
        List<String> names = new ArrayList<>();
        lake.visitNames(BackupPaths.FOLDER, name -> {
            String folder = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            if (lake.exists(BackupPaths.contents(folder))) {
                names.add(folder);
            }
        });
        names.sort(null);
        return names;
    }

    /** What a backup holds. */
    public static Contents contents(LakeStorage lake, String name) throws IOException {
        return Contents.read(lake, name);
    }
}
