package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.catalog.Paging;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.ScriptedClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {

    private static final RunId FIRST = new RunId("20260101T060000Z");
    private static final RunId SECOND = new RunId("20260102T060000Z");
    private static final Entity ORDERS = ScriptedSource.orders(
            ScriptedSource.cursorPaging(),
            new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10)));

    @TempDir
    private Path folder;

    private final ScriptedSource source;
    private LakeStorage lake;

    ExtractionTest() throws IOException {
        source = new ScriptedSource();
    }

    @BeforeEach
    void openLake() {
        lake = new LocalLake(folder);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private Extracted extract(RunId run) throws Exception {
        return new Extraction(
                        lake,
                        ScriptedClient.of(source, ORDERS),
                        ORDERS,
                        new RunContext(run, "test", InstantSource.fixed(Instant.parse("2026-01-02T07:00:00Z"))),
                        ExtractionListener.NONE)
                .run();
    }

    private static String page(String next, String records) {
        return "{\"data\":[" + records + "],\"additional_data\":{\"next_cursor\":" + next + "}}";
    }

    private Manifest newest() throws IOException {
        return new Manifests(lake)
                .newest(new Subject("shop", "north", "orders"))
                .orElseThrow();
    }

    private List<String> lines(Part part) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(lake.open(part.path()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void everyRecordIsALineOfAPartThatAManifestNames() throws Exception {
        source.then(page("\"a\"", "{\"id\":1, \"v\":1.50}")).then(page("null", "{\"id\":2}"));

        Extracted extracted = extract(FIRST);

        Manifest manifest = newest();
        assertThat(extracted.records()).isEqualTo(2);
        assertThat(manifest.records()).isEqualTo(2);
        assertThat(manifest.parts()).hasSize(1);
        assertThat(lines(manifest.parts().get(0))).containsExactly("{\"id\":1, \"v\":1.50}", "{\"id\":2}");
        assertThat(manifest.parts().get(0).path())
                .isEqualTo(
                        "bronze/shop/scope=north/entity=orders/ingestion_date=2026-01-01/run_id=20260101T060000Z/part-00001.jsonl.gz");
    }

    @Test
    void aManifestSaysHowManyBytesWhichHashAndWhichTimesAPartHas() throws Exception {
        source.then(
                page(
                        "null",
                        "{\"id\":1,\"update_time\":\"2026-01-01T00:00:00Z\"},{\"id\":2,\"update_time\":\"2026-01-03T00:00:00Z\"}"));
        extract(FIRST);

        Part part = newest().parts().get(0);
        assertThat(part.bytes()).isEqualTo(Files.size(folder.resolve(part.path())));
        assertThat(part.sha256()).matches("[0-9a-f]{64}");
        assertThat(part.sourceTimeMin()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(part.sourceTimeMax()).isEqualTo("2026-01-03T00:00:00Z");
    }

    @Test
    void theNextRunResumesFromTheManifest() throws Exception {
        source.then(page("null", "{\"id\":1,\"update_time\":\"2026-01-01T00:00:00Z\"}"))
                .then(page("null", ""));
        extract(FIRST);
        extract(SECOND);

        assertThat(source.asked().get(1)).contains("updated_since=2025-12-31T23%3A50%3A00Z");
        assertThat(newest().completeListing()).isFalse();
    }

    @Test
    void aRunThatFindsNothingNewWritesAManifestAndNoPart() throws Exception {
        source.then(page("null", ""));
        extract(FIRST);

        assertThat(newest().parts()).isEmpty();
        assertThat(newest().complete()).isTrue();
    }

    @Test
    void aSourceThatFailsHalfWayCostsNothingThatWasRead() throws Exception {
        source.then(page("\"a\"", "{\"id\":1,\"update_time\":\"2026-01-05T00:00:00Z\"}"));
        source.then(403, Map.of(), "{}");

        assertThatThrownBy(() -> extract(FIRST)).isInstanceOf(SourceException.Refused.class);
        assertThat(newest().complete()).isFalse();
        assertThat(newest().records()).isEqualTo(1);
        assertThat(newest().watermark()).isEmpty();

        source.then(page("null", "{\"id\":2}"));
        Extracted second = extract(SECOND);
        assertThat(source.asked().get(2)).endsWith("cursor=a");
        assertThat(second.records()).isEqualTo(1);
        assertThat(newest().watermark()).contains(Instant.parse("2026-01-05T00:00:00Z"));
    }

    private Manifest extract(RunId run, Entity entity) throws Exception {
        new Extraction(
                        lake,
                        ScriptedClient.of(source, entity),
                        entity,
                        new RunContext(run, "test", InstantSource.fixed(Instant.parse("2026-01-02T07:00:00Z"))),
                        ExtractionListener.NONE)
                .run();
        return newest();
    }

    @Test
    void aMistakeInThePagingLeavesNoPositionBehindOnceItIsCorrected() throws Exception {
        Entity wrong = ScriptedSource.orders(
                new Paging.Numbered("limit", 500, "offset", "offset"), new Incremental.Snapshot());
        source.then("{\"data\":[{\"id\":1}],\"offset\":1,\"next\":\"b\"}");
        for (int page = 2; page < 100; page++) {
            source.then("{\"data\":[],\"offset\":" + page + "}");
        }
        assertThatThrownBy(() -> extract(FIRST, wrong))
                .isInstanceOf(SourceException.Stalled.class)
                .hasMessageContaining("check 'paging' of the listing");
        int asked = source.asked().size();
        assertThat(asked).isLessThan(30);
        assertThat(newest().complete()).isFalse();

        source.forget();
        Entity corrected = ScriptedSource.orders(
                new Paging.Cursor("limit", 500, "offset", "next", "", ""), new Incremental.Snapshot());
        source.then("{\"data\":[{\"id\":1}],\"next\":\"b\"}").then("{\"data\":[{\"id\":2}],\"next\":null}");
        Manifest manifest = extract(SECOND, corrected);

        assertThat(source.asked().subList(asked, asked + 2))
                .containsExactly("/orders?limit=500", "/orders?limit=500&offset=b");
        assertThat(manifest.records()).isEqualTo(2);
        assertThat(manifest.completeListing()).isTrue();
    }

    @Test
    void aWalkThroughWhatTheCatalogDescribesInAnotherWayByNowBeginsAgain() throws Exception {
        source.then(page("null", "{\"id\":1,\"update_time\":\"2026-01-01T00:00:00Z\"}"))
                .then(page("\"a\"", "{\"id\":2,\"update_time\":\"2026-01-05T00:00:00Z\"}"))
                .then(403, Map.of(), "{}")
                .then(page("null", ""));
        extract(FIRST);
        assertThatThrownBy(() -> extract(SECOND)).isInstanceOf(SourceException.Refused.class);
        Entity wider = ScriptedSource.orders(
                new Paging.Cursor("limit", 100, "cursor", "additional_data.next_cursor", "", ""),
                new Incremental.Since("updated_since", "update_time", Duration.ofMinutes(10)));

        extract(new RunId("20260103T060000Z"), wider);

        assertThat(source.asked().get(3)).isEqualTo("/orders?updated_since=2025-12-31T23%3A50%3A00Z&limit=100");
    }

    @Test
    void aReplyThatIsMisshapenAtFirstFailsAtOnceAndInALaterRunIsAskedForAgain() throws Exception {
        source.then("{\"items\":[]}");
        assertThatThrownBy(() -> extract(FIRST)).isInstanceOf(SourceException.Misshapen.class);
        assertThat(source.asked()).hasSize(1);

        source.then(page("null", ""));
        extract(SECOND);
        source.then("{\"items\":[]}").then(page("null", "{\"id\":1}"));
        assertThat(extract(new RunId("20260103T060000Z")).records()).isEqualTo(1);
    }

    @Test
    void noSecretIsInAnyObjectOfTheLake() throws Exception {
        source.then(page("null", "{\"id\":1}"));
        extract(FIRST);

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("canary-secret");
            }
        }
    }

    @Test
    void aPartWithoutAManifestIsLeftInPlaceAndIgnored() throws Exception {
        try (NewObject orphan = lake.create(BronzePaths.part(new Subject("shop", "north", "orders"), FIRST, 1))) {
            orphan.write(1);
            orphan.commit();
        }
        source.then(page("null", "{\"id\":1}"));
        extract(SECOND);

        List<String> named = new ArrayList<>();
        newest().parts().forEach(part -> named.add(part.path()));
        assertThat(named).containsExactly(BronzePaths.part(new Subject("shop", "north", "orders"), SECOND, 1));
        assertThat(lake.exists(BronzePaths.part(new Subject("shop", "north", "orders"), FIRST, 1)))
                .isTrue();
    }
}
