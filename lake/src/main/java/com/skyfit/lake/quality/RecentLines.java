package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The lines of an entity that came last: those of its newest run, and of runs before it as far as that takes to have enough. What is examined
 * grows with the changes, not with the lake. An even sample represents many lines.
 *
 * @param files that hold them
 * @param lines how many they are
 * @param run the newest of their runs
 */
record RecentLines(List<Integer> files, long lines, String run) {

    /** How many lines are examined; more would show the same. */
    private static final long SAMPLE = 5_000;

    private static final Template LINES =
            Template.of("{observations} l where l.file_id = any (:files) and l.line_no % :every = 0");

    private static final Template KEYS = Template.of("select distinct {key} as key from {lines}");

    private record File(int id, String run, long lines) {}

    /**
     * Those of an entity, as many as the catalog requires for a conclusion, if available; none before the entity was read completely
     * once: the lines until then are not a fair sample.
     */
    static Optional<RecentLines> of(Evidence evidence, ScopedEntity entity) throws SQLException {
        return of(evidence, entity, entity.expected().leastRows());
    }

    /** All that there are, or the same, for what has learnt nothing yet. */
    static Optional<RecentLines> toLearnFrom(Evidence evidence, ScopedEntity entity, UsualShares usual)
            throws SQLException {
        return of(
                evidence,
                entity,
                usual.items().isEmpty() ? Integer.MAX_VALUE : entity.expected().leastRows());
    }

    private static Optional<RecentLines> of(Evidence evidence, ScopedEntity entity, int enough) throws SQLException {
        if (Extractions.newest(evidence, entity) == null) {
            return Optional.empty();
        }
        List<File> files = evidence.about(entity, Query.stored(RecentLines.class, "recent-files"))
                .bind("enough", enough)
                .list(row -> new File(
                        Math.toIntExact(row.number("file_id")), row.text("run_id"), row.number("loaded_lines")));
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecentLines(
                        files.stream().map(File::id).toList(),
                        files.stream().mapToLong(File::lines).sum(),
                        files.get(0).run()));
    }

    /** The observations of silver that they are, as what follows FROM. They are called l. */
    static String rows(ScopedEntity entity) {
        return LINES.with(
                        "observations",
                        SilverTable.of(entity.source(), entity.entity()).observations())
                .sql();
    }

    /** A query for the business keys of their records, as {@code key}. */
    static String keys(ScopedEntity entity) {
        return KEYS.with("key", SilverTable.of(entity.source(), entity.entity()).keyOf("l.payload"))
                .with("lines", rows(entity))
                .sql();
    }

    /** A query with {@link #rows} or {@link #keys} in it. */
    Query query(Evidence evidence, String sql) {
        return Query.of(evidence.connection(), sql)
                .bind("files", files.stream().mapToInt(Integer::intValue).toArray())
                .bind("every", Math.max(1, (int) (lines / SAMPLE)));
    }
}
