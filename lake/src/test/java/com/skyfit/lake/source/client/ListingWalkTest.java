package com.skyfit.lake.source.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingWalkTest {

    private static final Incremental SINCE =
            new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10));
    private static final Incremental FROM_TIME = new Incremental.FromTime(Duration.ofMinutes(5), Duration.ZERO);
    private static final Paging TIME =
            new Paging.Time("per_page", 1000, "start_time", "end_time", "end_of_stream", true);
    private static final Paging EXPORT =
            new Paging.Cursor("per_page", 1000, "cursor", "after_cursor", "", "end_of_stream");

    private final ScriptedSource source;
    private final PageBuffer lines = new PageBuffer();

    ListingWalkTest() throws IOException {
        source = new ScriptedSource();
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
        lines.close();
    }

    private ListingWalk walk(Paging paging, Incremental incremental, ListingState before) {
        Entity entity = ScriptedSource.orders(paging, incremental);
        return ListingWalk.from(
                ScriptedClient.of(source, entity), entity, entity.listings().get(0), before);
    }

    private ListingState walked(Paging paging, Incremental incremental, ListingState before) throws Exception {
        ListingWalk walk = walk(paging, incremental, before);
        while (!walk.isDone()) {
            walk.next(lines);
        }
        return walk.state();
    }

    private static String page(String next, String... times) {
        StringBuilder data = new StringBuilder();
        for (String time : times) {
            data.append(data.isEmpty() ? "" : ",")
                    .append("{\"id\":1,\"update_time\":\"")
                    .append(time)
                    .append("\"}");
        }
        return "{\"data\":[" + data + "],\"additional_data\":{\"next_cursor\":" + next + "}}";
    }

    private static String export(String after, boolean end) {
        return "{\"data\":[{\"id\":1}],\"after_cursor\":" + after + ",\"end_of_stream\":" + end + "}";
    }

    private static ListingState at(String watermark) {
        return new ListingState(Instant.parse(watermark), null, null);
    }

    @Test
    void theFirstWalkAsksForEverythingAndLeavesTheNewestTimeAsWatermark() throws Exception {
        source.then(page("\"a\"", "2026-01-02T00:00:00Z")).then(page("null", "2026-01-01T00:00:00Z"));

        ListingState after = walked(ScriptedSource.cursorPaging(), SINCE, ListingState.START);

        assertThat(source.asked()).containsExactly("/orders?limit=500", "/orders?limit=500&cursor=a");
        assertThat(after).isEqualTo(at("2026-01-02T00:00:00Z"));
    }

    @Test
    void aLaterWalkAsksFromTheWatermarkLessTheOverlapInWholeSeconds() throws Exception {
        source.then(page("null"));

        ListingState after = walked(ScriptedSource.cursorPaging(), SINCE, at("2026-01-02T00:10:00.500Z"));

        assertThat(source.asked()).containsExactly("/orders?updated_since=2026-01-02T00%3A00%3A00Z&limit=500");
        assertThat(after).isEqualTo(at("2026-01-02T00:10:00.500Z"));
    }

    @Test
    void anUnfinishedWalkResumesWithTheSameFiltersAndMovesNoWatermark() throws Exception {
        source.then(page("\"a\"", "2026-01-03T00:00:00Z")).then(page("null", "2026-01-04T00:00:00Z"));
        ListingWalk first = walk(ScriptedSource.cursorPaging(), SINCE, at("2026-01-02T00:00:00Z"));
        first.next(lines);

        ListingState cut = first.state();
        assertThat(cut.watermark()).isEqualTo("2026-01-02T00:00:00Z");
        ListingState after = walked(ScriptedSource.cursorPaging(), SINCE, cut);

        assertThat(source.asked().get(1))
                .isEqualTo("/orders?updated_since=2026-01-01T23%3A50%3A00Z&limit=500&cursor=a");
        assertThat(after).isEqualTo(at("2026-01-04T00:00:00Z"));
    }

    @Test
    void anExportKeepsItsCursorWhenNothingIsNew() throws Exception {
        Incremental from = new Incremental.FromCursor("start_time", Duration.ZERO);
        source.then(export("\"c1\"", true)).then("{\"data\":[],\"after_cursor\":null,\"end_of_stream\":true}");

        ListingState first = walked(EXPORT, from, ListingState.START);
        ListingState second = walked(EXPORT, from, first);

        assertThat(source.asked())
                .containsExactly("/orders?start_time=0&per_page=1000", "/orders?per_page=1000&cursor=c1");
        assertThat(second.cursor()).isEqualTo("c1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 422})
    void aCursorThatTheSourceNoLongerTakesIsReplacedByATime(int status) throws Exception {
        Incremental from = new Incremental.FromCursor("start_time", Duration.ZERO);
        source.then(status, Map.of(), "{}").then(export("\"c9\"", true));

        ListingState after =
                walked(EXPORT, from, new ListingState(Instant.parse("2026-01-02T01:00:00Z"), "lost", null));

        assertThat(source.asked().get(1))
                .isEqualTo("/orders?start_time="
                        + Instant.parse("2026-01-02T00:00:00Z").getEpochSecond() + "&per_page=1000");
        assertThat(after.cursor()).isEqualTo("c9");
    }

    @Test
    void aRefusalOfAFirstRequestIsNoLostCursor() {
        source.then(404, Map.of(), "{}");

        assertThatThrownBy(() ->
                        walked(EXPORT, new Incremental.FromCursor("start_time", Duration.ZERO), ListingState.START))
                .isInstanceOf(SourceException.Refused.class);
        assertThat(source.asked()).hasSize(1);
    }

    @Test
    void aCursorThatComesAgainStopsTheWalk() {
        source.then(export("\"c1\"", false)).then(export("\"c1\"", false));

        assertThatThrownBy(() ->
                        walked(EXPORT, new Incremental.FromCursor("start_time", Duration.ZERO), ListingState.START))
                .isInstanceOf(SourceException.Stalled.class)
                .hasMessageContaining("already read");
    }

    @Test
    void aCursorThatIsLostInMidWalkCostsASecondReadingOnce() throws Exception {
        source.then(page("\"a\"")).then(404, Map.of(), "{}").then(page("\"b\"")).then(422, Map.of(), "{}");

        assertThatThrownBy(() -> walked(ScriptedSource.cursorPaging(), SINCE, ListingState.START))
                .isInstanceOf(SourceException.Refused.class);
        assertThat(source.asked())
                .containsExactly(
                        "/orders?limit=500",
                        "/orders?limit=500&cursor=a",
                        "/orders?limit=500",
                        "/orders?limit=500&cursor=b");
    }

    @Test
    void aRecordWithAFutureTimeDoesNotMoveTheWatermarkPastTheSourcesPresent() throws Exception {
        source.then(page("null", "2999-01-01T00:00:00Z"));

        ListingState after = walked(ScriptedSource.cursorPaging(), SINCE, ListingState.START);

        assertThat(after.watermark()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void anEndTimeToComeDoesNotMoveATimeExportPastTheSourcesPresent() throws Exception {
        source.then("{\"data\":[{\"id\":1}],\"end_time\":32472144000,\"end_of_stream\":true}");

        ListingState after = walked(TIME, FROM_TIME, ListingState.START);

        assertThat(Long.parseLong(String.valueOf(after.cursor())))
                .isLessThanOrEqualTo(Instant.now().getEpochSecond());
    }

    @Test
    void aStartThatIsTooRecentMeansThatNothingIsNew() throws Exception {
        source.then(400, Map.of(), "{\"errors\":[{\"code\":\"StartTimeTooRecent\"}]}")
                .then(422, Map.of(), "Too recent start_time. Use another");
        ListingState before = new ListingState(null, "1000", null);

        assertThat(walked(TIME, FROM_TIME, before)).isEqualTo(before);
        assertThat(walked(TIME, FROM_TIME, before)).isEqualTo(before);
    }

    @Test
    void theBeginningOfAllIsNeverTooRecent() {
        source.then(400, Map.of(), "{\"errors\":[{\"code\":\"StartTimeTooRecent\"}]}");

        assertThatThrownBy(() -> walked(TIME, FROM_TIME, ListingState.START))
                .isInstanceOf(SourceException.TooRecent.class);
    }

    @Test
    void afterAPageThatGrewToHoldAFullSecondTheWalkResumesWithTheNextSecond() throws Exception {
        Paging small = new Paging.Time("per_page", 2, "start_time", "end_time", "end_of_stream", true);
        source.then(crowd(2)).then(crowd(3)).then("{\"data\":[],\"end_time\":null,\"end_of_stream\":true}");

        walked(small, FROM_TIME, ListingState.START);

        assertThat(source.asked())
                .containsExactly(
                        "/orders?per_page=2&start_time=0",
                        "/orders?per_page=2&start_time=5",
                        "/orders?per_page=2&start_time=6");
    }

    @Test
    void aPageThatJustHoldsItsSecondIsAskedForARecordSmallerToSeeWhetherItGrows() throws Exception {
        Paging small = new Paging.Time("per_page", 2, "start_time", "end_time", "end_of_stream", true);
        source.then(crowd(2))
                .then(crowd(2))
                .then(crowd(2))
                .then("{\"data\":[],\"end_time\":null,\"end_of_stream\":true}");

        walked(small, FROM_TIME, ListingState.START);

        assertThat(source.asked().subList(1, 4))
                .containsExactly(
                        "/orders?per_page=2&start_time=5",
                        "/orders?per_page=1&start_time=5",
                        "/orders?per_page=2&start_time=6");
    }

    @Test
    void aSecondThatNoPageHoldsStopsTheWalkAndSaysWhatToDo() {
        source.then(crowd(1)).then(crowd(1)).then(crowd(1));

        assertThatThrownBy(() -> walked(TIME, FROM_TIME, ListingState.START))
                .isInstanceOf(SourceException.Stalled.class)
                .hasMessageContaining("1970-01-01T00:00:05Z")
                .hasMessageContaining("change some of these records");
    }

    private static String crowd(int records) {
        return "{\"data\":[" + String.join(",", Collections.nCopies(records, "{\"id\":1}"))
                + "],\"end_time\":5,\"end_of_stream\":false}";
    }

    @Test
    void aTimeExportBeginsAnOverlapBeforeItsLastEndAndKeepsItWhenNothingCame() throws Exception {
        source.then("{\"data\":[],\"end_time\":null,\"end_of_stream\":true}");

        ListingState after = walked(TIME, FROM_TIME, new ListingState(null, "1000", null));

        assertThat(source.asked()).containsExactly("/orders?per_page=1000&start_time=700");
        assertThat(after.cursor()).isEqualTo("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1769904000", "1769904000.0", "1769904000.7", "1.769904E9", "\"1769904000\""})
    void anEndTimeIsUnderstoodInEveryFormThatANumberHas(String written) throws Exception {
        source.then("{\"data\":[{\"id\":1}],\"end_time\":" + written + ",\"end_of_stream\":false}")
                .then("{\"data\":[{\"id\":2}],\"end_time\":" + written + ",\"end_of_stream\":true}");

        ListingState after = walked(TIME, FROM_TIME, ListingState.START);

        assertThat(source.asked().get(1)).isEqualTo("/orders?per_page=1000&start_time=1769904000");
        assertThat(after.cursor()).isEqualTo("1769904000");
    }

    @Test
    void aTimeThatAnEarlierVersionKeptAsItWasPrintedIsResumed() throws Exception {
        source.then("{\"data\":[],\"end_time\":null,\"end_of_stream\":true}")
                .then("{\"data\":[],\"end_time\":null,\"end_of_stream\":true}");

        ListingState after = walked(TIME, FROM_TIME, new ListingState(null, "1.769904E9", null));
        walked(
                TIME,
                FROM_TIME,
                new ListingState(null, null, new ListingState.Walk(Map.of(), "1.769904E9", null, null, null)));

        assertThat(source.asked())
                .containsExactly(
                        "/orders?per_page=1000&start_time=1769903700", "/orders?per_page=1000&start_time=1769904000");
        assertThat(after.cursor()).isEqualTo("1769904000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1769904000000", "-5", "\"2026-02-01T00:00:00Z\"", "1e400", "true"})
    void anEndTimeThatIsNoneStopsTheWalkByName(String written) {
        source.then("{\"data\":[{\"id\":1}],\"end_time\":" + written + ",\"end_of_stream\":false}");

        assertThatThrownBy(() -> walked(TIME, FROM_TIME, ListingState.START))
                .isInstanceOf(SourceException.Stalled.class)
                .hasMessageContaining("'end_time'")
                .hasMessageContaining("not a time in seconds since 1970");
    }

    @Test
    void aCursorOfAnotherKindOfContinuingIsNotTakenForATime() throws Exception {
        source.then("{\"data\":[],\"end_time\":null,\"end_of_stream\":true}");

        walked(TIME, FROM_TIME, new ListingState(null, "b3BhcXVl", null));

        assertThat(source.asked()).containsExactly("/orders?per_page=1000&start_time=0");
    }

    @Test
    void aPageNumberIsNotTakenFromAnotherWayOfPaging() throws Exception {
        Paging numbered = new Paging.Numbered("per_page", 100, "page", "next_page");
        source.then("{\"data\":[],\"next_page\":null}");

        walked(
                numbered,
                new Incremental.Snapshot(),
                new ListingState(null, null, new ListingState.Walk(Map.of(), "abc==", null, null, null)));

        assertThat(source.asked()).containsExactly("/orders?per_page=100&page=1");
    }

    @Test
    void numberedPagesEndWhereNoNextOneIsNamed() throws Exception {
        Paging numbered = new Paging.Numbered("per_page", 100, "page", "next_page");
        source.then("{\"data\":[{\"id\":1}],\"next_page\":\"x\"}").then("{\"data\":[],\"next_page\":null}");

        walked(numbered, new Incremental.Snapshot(), ListingState.START);

        assertThat(source.asked()).containsExactly("/orders?per_page=100&page=1", "/orders?per_page=100&page=2");
    }

    @Test
    void aReplyThatDoesNotSayWhetherThereIsMoreIsNoEnd() {
        source.then("{\"data\":[{\"id\":1}],\"after_cursor\":\"c\"}");

        assertThatThrownBy(() ->
                        walked(EXPORT, new Incremental.FromCursor("start_time", Duration.ZERO), ListingState.START))
                .isInstanceOf(SourceException.Stalled.class)
                .hasMessageContaining("end_of_stream");
    }
}
