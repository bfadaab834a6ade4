package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.quality.Subject;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the next extraction of an entity in one scope will ask of its source, if nothing much has changed there: from what earlier
 * extractions asked, the catalog's page sizes and costs, and for a first one from a number of records that somebody knows.
 *
 * @param subject which
 * @param first whether it was never read to its end
 * @param requests empty where nobody knows
 * @param tokens of the account's daily budget; 0 where the source has none, empty where nobody knows
 * @param seconds from the speed of the last extraction; empty where there was none
 */
public record Forecast(
        Subject subject, boolean first, OptionalLong requests, OptionalLong tokens, OptionalDouble seconds) {

    private record Last(long requests, double seconds) {}

    /**
     * Forecasts the selected entities.
     *
     * @param assumed records of entities that were never read, by the entity's name
     */
    public static List<Forecast> of(
            Configuration configuration, Warehouse warehouse, Selection selection, Map<String, Long> assumed)
            throws SQLException {
        List<Forecast> forecasts = new ArrayList<>();
        try (Connection connection = warehouse.connect()) {
            for (Subject subject : Subjects.of(configuration, selection)) {
                forecasts.add(of(
                        connection,
                        subject,
                        assumed.getOrDefault(subject.entity().name(), -1L)));
            }
        }
        return forecasts;
    }

    private static Forecast of(Connection connection, Subject subject, long assumed) throws SQLException {
        Entity entity = subject.entity();
        Last last = last(connection, subject);
        if (last == null) {
            if (assumed < 0) {
                return new Forecast(subject, true, OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());
            }
            List<Long> each = firstRequests(entity, assumed);
            return new Forecast(
                    subject,
                    true,
                    OptionalLong.of(sum(each)),
                    OptionalLong.of(tokens(entity, each)),
                    OptionalDouble.empty());
        }
        List<Long> each = entity.isSnapshot() && entity.listings().size() == 1
                ? List.of(last.requests())
                : entity.listings().stream()
                        .map(listing -> laterRequests(connection, subject, listing))
                        .toList();
        double secondsEach = last.requests() == 0 ? 0 : last.seconds() / last.requests();
        return new Forecast(
                subject,
                false,
                OptionalLong.of(sum(each)),
                OptionalLong.of(tokens(entity, each)),
                OptionalDouble.of(secondsEach * sum(each)));
    }

    /** All of the records in the first listing, whose pages they fill; the others of an entity are short, one page each. */
    private static List<Long> firstRequests(Entity entity, long records) {
        List<Long> requests = new ArrayList<>();
        for (Listing listing : entity.listings()) {
            requests.add(requests.isEmpty() ? pages(listing, records) : 1L);
        }
        return requests;
    }

    /** Without changes a listing that goes on from where it stood answers with one page; one that begins anew shows all there is. */
    private static long laterRequests(Connection connection, Subject subject, Listing listing) {
        if (!(listing.incremental() instanceof Incremental.Snapshot)) {
            return 1;
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select keys from ops.gold_keys where source = ? and scope = ? and entity = ?""")) {
            query.setString(1, subject.source().name());
            query.setString(2, subject.scope());
            query.setString(3, subject.entity().name());
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? pages(listing, found.getLong(1)) : 1;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read how many records " + subject + " has", e);
        }
    }

    private static long pages(Listing listing, long records) {
        long size = Long.MAX_VALUE;
        if (listing.paging() instanceof Paging.Cursor cursor) {
            size = cursor.size();
        } else if (listing.paging() instanceof Paging.Numbered numbered) {
            size = numbered.size();
        } else if (listing.paging() instanceof Paging.Time time) {
            size = time.size();
        }
        return records == 0 ? 1 : (records - 1) / size + 1;
    }

    private static long tokens(Entity entity, List<Long> requests) {
        long tokens = 0;
        for (int i = 0; i < requests.size(); i++) {
            tokens += requests.get(i) * entity.listings().get(i).cost();
        }
        return tokens;
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable Last last(Connection connection, Subject subject) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select requests, seconds from ops.run_unit
                where source = ? and scope = ? and entity = ? and stage = 'extract' and status = 'succeeded'
                order by run_id desc limit 1""")) {
            query.setString(1, subject.source().name());
            query.setString(2, subject.scope());
            query.setString(3, subject.entity().name());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Last(row.getLong(1), row.getDouble(2)) : null;
            }
        }
    }
}
