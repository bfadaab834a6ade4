package com.skyfit.lake.operations;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.extract.ChangedRecords;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The requests that the next extraction of an entity in one scope will make, if little has changed at the source: from what earlier
 * extractions asked, the catalog's page sizes and costs, and for a first one from a number of records that somebody knows.
 *
 * @param subject which
 * @param first whether it was never read to its end
 * @param requests empty if nobody knows
 * @param tokens of the account's daily budget; 0 if the source has none, empty if nobody knows
 * @param seconds from the speed of the last extraction; empty if there was none
 * @param assumable the entity whose number of records is needed if the requests of a first extraction are unknown
 */
public record Forecast(
        @JsonUnwrapped Subject subject,
        boolean first,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalLong requests,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalLong tokens,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalDouble seconds,
        @JsonIgnore String assumable) {

    private static final Long UNKNOWN = -1L;

    private record Last(long requests, double seconds) {}

    /**
     * Forecasts the selected entities.
     *
     * @param assumed records of entities that were never read, by the entity's name
     */
    public static List<Forecast> of(
            Configuration configuration, Warehouse warehouse, Selection selection, Map<String, Long> assumed)
            throws SQLException, IOException {
        List<Forecast> forecasts = new ArrayList<>();
        try (Connection connection = warehouse.connect()) {
            for (ScopedEntity subject : configuration.subjects(selection)) {
                forecasts.add(of(configuration.lake(), connection, subject, assumed));
            }
        }
        return forecasts;
    }

    /** The entity whose number of records is needed if the requests of a first extraction are unknown. */
    private static String assumable(Entity entity) {
        List<String> others = entity.listedForEach();
        return others.isEmpty() ? entity.name() : others.get(0);
    }

    private static Forecast of(LakeStorage lake, Connection connection, ScopedEntity subject, Map<String, Long> assumed)
            throws SQLException, IOException {
        Entity entity = subject.entity();
        Optional<Last> earlier = last(connection, subject);
        if (earlier.isEmpty()) {
            List<Long> each = firstRequests(lake, subject, assumed);
            boolean known = !each.isEmpty();
            return new Forecast(
                    subject.subject(),
                    true,
                    known ? OptionalLong.of(sum(each)) : OptionalLong.empty(),
                    known ? OptionalLong.of(tokens(entity, each)) : OptionalLong.empty(),
                    OptionalDouble.empty(),
                    assumable(entity));
        }
        Last last = earlier.get();
        List<Long> each = new ArrayList<>();
        if (entity.isSnapshot() && entity.listings().size() == 1) {
            each.add(last.requests());
        } else {
            for (Listing listing : entity.listings()) {
                each.add(laterRequests(lake, connection, subject, listing));
            }
        }
        double secondsEach = last.requests() == 0 ? 0 : last.seconds() / last.requests();
        return new Forecast(
                subject.subject(),
                false,
                OptionalLong.of(sum(each)),
                OptionalLong.of(tokens(entity, each)),
                OptionalDouble.of(secondsEach * sum(each)),
                assumable(entity));
    }

    /**
     * By listing: all of the records in the first, whose pages they fill; the others of an entity are short, one page each. Where there is a
     * list for each record of another entity, one page for each of those. Nothing where nobody knows how many there are.
     */
    private static List<Long> firstRequests(LakeStorage lake, ScopedEntity subject, Map<String, Long> assumed)
            throws IOException {
        List<Long> requests = new ArrayList<>();
        for (Listing listing : subject.entity().listings()) {
            Optional<String> other = listing.incremental().otherEntity();
            if (other.isPresent()) {
                long unasked = unasked(lake, subject, listing, other.get());
                requests.add(unasked > 0 ? unasked : assumed.getOrDefault(other.get(), UNKNOWN));
            } else {
                long records = assumed.getOrDefault(subject.entity().name(), UNKNOWN);
                requests.add(
                        records < 0
                                ? UNKNOWN
                                : requests.isEmpty() ? listing.paging().pages(records) : 1L);
            }
        }
        return requests.contains(UNKNOWN) ? List.of() : requests;
    }

    /** The records that changed since their lists were asked for, as far as bronze knows of them. */
    private static long unasked(LakeStorage lake, ScopedEntity subject, Listing listing, String other)
            throws IOException {
        Source source = subject.source();
        Standing standing = new Manifests(lake)
                .newest(subject.subject())
                .map(Standing::after)
                .orElse(Standing.START);
        return new ChangedRecords(lake, source.name(), subject.scope(), source.entity(other))
                .unasked(standing.listing(listing.name()));
    }

    /** Without changes a listing that resumes returns one page; one that starts again returns everything. */
    private static long laterRequests(LakeStorage lake, Connection connection, ScopedEntity subject, Listing listing)
            throws SQLException, IOException {
        Optional<String> other = listing.incremental().otherEntity();
        if (other.isPresent()) {
            return Math.max(1, unasked(lake, subject, listing, other.get()));
        }
        if (!listing.incremental().readsEverything()) {
            return 1;
        }
        return Query.of(connection, """
                        select keys from ops.gold_keys where source = :source and scope = :scope and entity = :entity""")
                .bind(subject.subject().parameters())
                .first(row -> listing.paging().pages(row.number("keys")))
                .orElse(1L);
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

    private static Optional<Last> last(Connection connection, ScopedEntity subject) throws SQLException {
        return Query.of(connection, """
                        select requests, seconds::text as seconds from ops.run_unit
                        where source = :source and scope = :scope and entity = :entity
                            and stage = 'extract' and status = 'succeeded'
                        order by run_id desc limit 1""")
                .bind(subject.subject().parameters())
                .first(row -> new Last(row.number("requests"), Double.parseDouble(row.text("seconds"))));
    }
}
