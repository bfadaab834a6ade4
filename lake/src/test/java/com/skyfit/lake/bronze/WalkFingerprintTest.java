package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.ListingState.Walk;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Paging;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the position of a walk is bound to. */
class WalkFingerprintTest {

    /** What may change under a walk without changing what its position means. */
    private static final Set<String> BESIDE = Set.of("name", "cost", "budget");

    private static final Paging PAGING = new Paging.Cursor("limit", 500, "cursor", "next", "", "");
    private static final Incremental INCREMENTAL = new Incremental.Since("since", "changed", Duration.ofMinutes(5));
    private static final Listing LISTING =
            new Listing("live", "/orders", "data", Map.of("sort", "id"), PAGING, INCREMENTAL, 10, "exports");

    private static final Map<String, Object> OTHERS = Map.of(
            "name",
            "other",
            "path",
            "/other",
            "records",
            "other",
            "params",
            Map.of("sort", "other"),
            "paging",
            new Paging.Cursor("limit", 100, "cursor", "next", "", ""),
            "incremental",
            new Incremental.Snapshot(),
            "cost",
            20,
            "budget",
            "other");

    private static Walk walk(Listing listing) {
        return new Walk(Map.of(), "abc", null, null, Walk.fingerprint(listing));
    }

    @Test
    void everythingThatDescribesAListingIsPartOfItOrNamedHere() throws Exception {
        for (RecordComponent changed : Listing.class.getRecordComponents()) {
            List<Class<?>> types = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (RecordComponent component : Listing.class.getRecordComponents()) {
                types.add(component.getType());
                values.add(
                        component.getName().equals(changed.getName())
                                ? OTHERS.get(component.getName())
                                : component.getAccessor().invoke(LISTING));
            }
            Listing other = Listing.class
                    .getDeclaredConstructor(types.toArray(Class<?>[]::new))
                    .newInstance(values.toArray());

            assertThat(walk(LISTING).isThrough(other))
                    .as("a position goes with another " + changed.getName())
                    .isEqualTo(BESIDE.contains(changed.getName()));
        }
    }

    @Test
    void theOrderOfParametersIsNot() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("a", "1");
        one.put("b", "2");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("b", "2");
        other.put("a", "1");

        assertThat(Walk.fingerprint(with(one))).isEqualTo(Walk.fingerprint(with(other)));
    }

    private static Listing with(Map<String, String> params) {
        return new Listing("live", "/orders", "data", params, PAGING, INCREMENTAL, 10, "exports");
    }

    @Test
    void aPositionFromBeforeFingerprintsIsTaken() {
        assertThat(new Walk(Map.of(), "abc", null, null, null).isThrough(LISTING))
                .isTrue();
    }

    /** One that changes makes every unfinished walk of every lake begin again with the next version of the program. */
    @Test
    void itStaysWhatItIsFromVersionToVersion() {
        assertThat(Walk.fingerprint(LISTING)).isEqualTo("29c84e3b746f6e0f");
    }
}
