package com.skyfit.lake.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.source.ScriptedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts noted becomes a state of ours, to the safe side. */
class OldWatermarkTest {

    private static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");

    @TempDir
    private Path folder;

    private OldWatermark read(String json) throws IOException {
        LocalLake lake = new LocalLake(folder);
        new OldLake(lake).watermark("pipedrive", "comercial", "deals", json);
        return OldWatermark.read(lake, new Subject("pipedrive", "comercial", "deals"), NOW);
    }

    private static Entity entity(String source, String name) {
        return CatalogReader.shipped().source(source).entity(name);
    }

    private static ListingState at(String watermark) {
        return new ListingState(Instant.parse(watermark), null, null);
    }

    @Test
    void aListResumesADayBeforeTheWatermarkAndListsUnknownToTheScriptsAreReadCompletely() throws Exception {
        OldWatermark watermark = read("{\"last_successful_until\":\"2026-01-07T06:00:00.5+00:00\"}");

        assertThat(watermark.states(entity("pipedrive", "deals")))
                .containsExactly(
                        Map.entry("live", at("2026-01-06T06:00:00Z")),
                        Map.entry("archived", ListingState.START),
                        Map.entry("deleted", ListingState.START),
                        Map.entry("archived_deleted", ListingState.START));
        assertThat(watermark).hasToString("last_successful_until 2026-01-07T06:00:00.500Z");
    }

    @Test
    void anExportByTimeResumesADayBeforeTheWatermark() throws Exception {
        OldWatermark watermark = read("{\"mode\":\"time\",\"start_time\":1767765600}");

        assertThat(watermark.states(entity("zendesk", "organizations")))
                .containsExactly(Map.entry(
                        "export", new ListingState(Instant.parse("2026-01-06T06:00:00Z"), "1767679200", null)));
    }

    @Test
    void anExportThatTheScriptsReadByTimeAndWeReadByCursorBeginsADayBefore() throws Exception {
        OldWatermark watermark = read("{\"start_time\":\"1767765600\"}");

        assertThat(watermark.states(entity("zendesk", "users")))
                .containsExactly(Map.entry(
                        "export",
                        new ListingState(
                                Instant.parse("2026-01-06T06:00:00Z"),
                                null,
                                new ListingState.Walk(
                                        Map.of("start_time", "1767679200"),
                                        null,
                                        null,
                                        null,
                                        ListingState.Walk.fingerprint(entity("zendesk", "users")
                                                .listings()
                                                .get(0))))));
    }

    @Test
    void noneIsKnownOfListsForEachRecordOfAnotherEntity() throws Exception {
        Entity changes = ScriptedSource.orders(ScriptedSource.cursorPaging(), new Incremental.ForEach("deals"));

        assertThat(read("{\"last_successful_until\":\"2026-01-07T06:00:00Z\"}").states(changes))
                .isEmpty();
    }

    @Test
    void aCursorIsResumedIfNoDeletedRecordsCanBeMissing() throws Exception {
        Entity orders = ScriptedSource.orders(
                ScriptedSource.cursorPaging(), new Incremental.FromCursor("start_time", Duration.ZERO));

        assertThat(read("{\"cursor\":\"MTc2==\",\"start_time\":0}").states(orders))
                .containsExactly(Map.entry("live", new ListingState(null, "MTc2==", null)));
    }

    @Test
    void aCursorThatExcludedDeletedRecordsIsNotResumedIfTheListShowsThem() throws Exception {
        OldWatermark watermark = read("{\"cursor\":\"MTc2==\",\"start_time\":0}");

        assertThat(watermark.states(entity("zendesk", "tickets"))).isEmpty();
        assertThat(watermark.of(entity("zendesk", "tickets")).toString()).contains("excluded deleted records");
    }

    @Test
    void aCursorSaysNothingAboutAListThatGoesByTime() throws Exception {
        assertThat(read("{\"cursor\":\"abc\"}")
                        .of(entity("zendesk", "organizations"))
                        .toString())
                .contains("requests for organizations use a time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"last_successful_until\":\"2026-01-11T06:00:00Z\"} | is in the future",
                "{\"start_time\":1768111200}                          | is in the future",
                "{\"last_successful_until\":\"2026-01-07T06:00:00\"}  | is not a time: '2026-01-07T06:00:00'",
                "{\"last_successful_until\":\"yesterday\"}            | is not a time: 'yesterday'",
                "{\"last_successful_until\":null}                     | has neither",
                "{\"start_time\":0}                                   | the earliest possible time",
                "{\"cursor\":null,\"start_time\":5}                   | cursor is null",
                "{\"cursor\":\"\"}                                    | cursor is \"\"",
                "{}                                                   | has neither",
                "[]                                                   | has neither",
                "``                                                   | has neither",
                "{\"last_successful                                   | not JSON"
            })
    void aWatermarkWithoutAValidTimeOrCursorIsNotAccepted(String json, String reason) throws Exception {
        OldWatermark watermark = read(json);

        assertThat(watermark).isInstanceOf(OldWatermark.Unusable.class);
        assertThat(watermark.toString()).contains(reason);
        assertThat(watermark.states(entity("pipedrive", "deals"))).isEmpty();
    }

    @Test
    void aMissingOneIsSaidToBeMissing() throws Exception {
        assertThat(OldWatermark.read(new LocalLake(folder), new Subject("pipedrive", "comercial", "deals"), NOW))
                .hasToString("the scripts left no watermark");
    }
}
