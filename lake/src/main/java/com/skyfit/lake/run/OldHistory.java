package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.configuration.Retention;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the history of old runs. What checks compare with and what was accepted stays, whatever its age; so does
 * all that says where data came from. A failure to remove fails no run.
 */
final class OldHistory {

    /** Rows that a statement removes. */
    static final int AT_ONCE = 5_000;

    /** More is left to the next run. */
    private static final int STATEMENTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(OldHistory.class);

    /** As the command names its logs: the moment when it began. */
    private static final Pattern LOG_FILE = Pattern.compile(".*_([0-9]{8}T[0-9]{6}Z)\\.log");

    private final Retention retention;
    private final Instant now;

    OldHistory(Retention retention, Instant now) {
        this.retention = retention;
        this.now = now;
    }

    /** Removes the database's history of old runs, in statements of bounded size, each in its own transaction. */
    void forget(Warehouse warehouse) {
        try (Connection connection = warehouse.connect()) {
            long results = forget(connection, "forget_checks");
            long units = forget(connection, "forget_units");
            long runs = forget(connection, "forget_runs");
            long measures = forget(connection, "forget_storage");
            long letters = forget(connection, "forget_letters");
            long incidents = forget(connection, "forget_incidents");
            if (results + units + runs + measures + letters + incidents > 0) {
                LOG.info(
                        "event=history_removed check_results={} units={} runs={} measures={} letters={} incidents={}",
                        results,
                        units,
                        runs,
                        measures,
                        letters,
                        incidents);
            }
        } catch (SQLException e) {
            LOG.warn("event=history_not_removed reason=\"{}\"", e.getMessage());
        }
    }

    private long forget(Connection connection, String statement) throws SQLException {
        String sql = Query.stored(OldHistory.class, statement);
        String before =
                RunId.at(now.minus(Duration.ofDays(retention.historyDays()))).text();
        long removed = 0;
        long some = AT_ONCE;
        for (int i = 0; i < STATEMENTS && some > 0; i++) {
            some = Query.of(connection, sql)
                    .bind("before", before)
                    .bind("most", AT_ONCE)
                    .update();
            removed += some;
        }
        return removed;
    }

    /** Removes old log files of a folder; files of other names stay. */
    void forgetLogs(Path folder) {
        Instant before = now.minus(Duration.ofDays(retention.logDays()));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> isOlder(file, before))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
                LOG.info("event=log_removed file={}", file.getFileName());
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("event=logs_not_removed folder=\"{}\" reason=\"{}\"", folder, e.toString());
        }
    }

    private static boolean isOlder(Path file, Instant before) {
        Matcher name = LOG_FILE.matcher(String.valueOf(file.getFileName()));
        Optional<RunId> began = name.matches() ? RunId.told(name.group(1)) : Optional.empty();
        return began.isPresent() && began.get().start().isBefore(before);
    }
}
