package com.skyfit.lake.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.InterceptedLake;
import com.skyfit.lake.bronze.LakeObject;
import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.LocalLake;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.PartReader;
import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.Standing;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.extract.BronzeFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the earlier scripts left is named by manifests, and extraction goes on from where they had got to. */
class AdoptionTest {

    private static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");
    private static final String MONDAY = "20260105T060000Z";
    private static final String TUESDAY = "20260106T060000Z";
    private static final String DEAL = "{\"id\":1}";
    private static final String WATERMARK = "{\"last_successful_until\":\"2026-01-06T06:00:00Z\"}";

    @TempDir
    private Path folder;

    private final Source pipedrive = CatalogReader.shipped().source("pipedrive");
    private final Entity deals = pipedrive.entity("deals");
    private Instant now = NOW;

    private LocalLake lake() {
        return new LocalLake(folder);
    }

    private String part(String run, int number, String... lines) throws IOException {
        return new OldLake(lake()).part("pipedrive", "comercial", "deals", run, number, lines);
    }

    private void watermark(String json) throws IOException {
        Path file = folder.resolve("_meta/pipedrive/watermarks/scope=comercial/entity=deals.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    private Adopted adopt() throws Exception {
        return adopt(lake(), deals, false);
    }

    private Adopted adopt(LakeStorage lake, Entity entity, boolean dry) throws Exception {
        OldWatermark watermark = OldWatermark.read(lake, new Subject("pipedrive", "comercial", entity.name()), now);
        List<BronzePaths.PartPath> parts =
                lake.list("bronze/pipedrive/scope=comercial/entity=" + entity.name() + "/").stream()
                        .map(object -> BronzePaths.parsePart(object.path()))
                        .flatMap(Optional::stream)
                        .toList();
        return new Adoption(
                        lake,
                        new ScopedEntity(pipedrive, "comercial", entity),
                        new RunContext(RunId.at(now), "test", InstantSource.fixed(now)),
                        dry,
                        AdoptionListener.NONE)
                .run(watermark, parts, new Manifests(lake).list(new Subject("pipedrive", "comercial", entity.name())));
    }

    private List<Manifest> manifests() throws IOException {
        Manifests manifests = new Manifests(lake());
        return manifests.list("pipedrive").stream()
                .map(path -> {
                    try {
                        return manifests.read(path.path());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static List<String> paths(Manifest manifest) {
        return manifest.parts().stream().map(Part::path).toList();
    }

    /** A manifest as an extraction of ours writes it. */
    private void extracted(String run, ListingState live) throws IOException {
        extracted(run, Map.of("live", live), new Manifest.Listed(run, null));
    }

    private void extracted(String run, Map<String, ListingState> states, Manifest.Listed listed) throws IOException {
        new Manifests(lake())
                .write(new Manifest(
                        Manifest.FORMAT_VERSION,
                        "pipedrive",
                        "comercial",
                        "deals",
                        run,
                        1,
                        "test",
                        "v2",
                        List.of(),
                        Map.of(),
                        states,
                        listed.began() == null,
                        listed.began() == null,
                        0,
                        List.of(),
                        new RequestCounts(1, 0, 0, 0),
                        NOW,
                        listed,
                        Map.of(),
                        null));
    }

    @Test
    void partsAreNamedUnderTheRunsThatReadThemAndAreNoListing() throws Exception {
        String first = part(MONDAY, 1, DEAL, DEAL);
        String second = part(MONDAY, 2, DEAL);
        String third = part(TUESDAY, 1, DEAL, DEAL, DEAL);

        Adopted adopted = adopt();

        assertThat(adopted.parts()).isEqualTo(3);
        assertThat(adopted.lines()).isEqualTo(6);
        assertThat(manifests()).extracting(Manifest::runId).containsExactly(MONDAY, TUESDAY);
        Manifest monday = manifests().get(0);
        assertThat(paths(monday)).containsExactly(first, second);
        assertThat(monday.parts().get(0)).isEqualTo(PartReader.read(lake(), first));
        assertThat(monday.records()).isEqualTo(3);
        assertThat(monday.complete()).isFalse();
        assertThat(monday.completeListing()).isFalse();
        assertThat(monday.listed()).isEqualTo(Manifest.Listed.NEVER);
        assertThat(monday.change()).isEqualTo(new Manifest.Change("adopt", "in run 20260110T060000Z"));
        assertThat(paths(manifests().get(1))).containsExactly(third);
    }

    @Test
    void nothingThatLiesThereIsTouched() throws Exception {
        String path = part(MONDAY, 1, DEAL);
        new OldLake(lake()).record("pipedrive", MONDAY);
        watermark(WATERMARK);
        byte[] before = Files.readAllBytes(folder.resolve(path));

        adopt();

        assertThat(folder.resolve(path)).hasBinaryContent(before);
        assertThat(folder.resolve("_meta/pipedrive/watermarks/scope=comercial/entity=deals.json"))
                .hasContent(WATERMARK);
        assertThat(folder.resolve("_meta/pipedrive/runs/run_id=" + MONDAY + "/manifest.json"))
                .hasContent("{}");
    }

    @Test
    void theNewestManifestCarriesTheStateThatFollowsFromTheWatermark() throws Exception {
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);

        Adopted adopted = adopt();

        Manifest newest = new Manifests(lake())
                .newest(new Subject("pipedrive", "comercial", "deals"))
                .orElseThrow();
        assertThat(newest.runId()).isEqualTo("20260110T060000Z");
        assertThat(newest.stateAfter().get("live"))
                .isEqualTo(new ListingState(Instant.parse("2026-01-05T06:00:00Z"), null, null));
        assertThat(newest.stateAfter().get("deleted")).isEqualTo(ListingState.START);
        assertThat(newest.change())
                .isEqualTo(new Manifest.Change("adopt", "last_successful_until 2026-01-06T06:00:00Z"));
        assertThat(newest.parts()).isEmpty();
        assertThat(adopted.listings()).isEqualTo(newest.stateAfter());
        assertThat(adopted.state()).isEqualTo("goes on from the watermark");
    }

    @Test
    void aSecondAdoptionWritesNothing() throws Exception {
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);
        adopt();
        List<LakeObject> before = lake().list("");

        now = NOW.plusSeconds(60);
        Adopted again = adopt();

        assertThat(lake().list("")).isEqualTo(before);
        assertThat(again.parts()).isZero();
        assertThat(again.known()).isEqualTo(1);
        assertThat(again.state()).isEqualTo("stays as adopted before");
    }

    @Test
    void whatTheScriptsReadSinceIsTakenUpWithItsWatermark() throws Exception {
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);
        adopt();
        String later = part(MONDAY, 2, DEAL);
        part(TUESDAY, 1, DEAL);
        watermark("{\"last_successful_until\":\"2026-01-09T06:00:00Z\"}");

        now = NOW.plusSeconds(60);
        Adopted again = adopt();

        assertThat(again.parts()).isEqualTo(2);
        assertThat(manifests()).extracting(Manifest::sequence).containsExactly(1, 2, 1, 1, 1);
        assertThat(paths(manifests().get(1))).containsExactly(later);
        assertThat(again.listings())
                .containsEntry("live", new ListingState(Instant.parse("2026-01-08T06:00:00Z"), null, null));
    }

    @Test
    void aBrokenPartIsRefusedByNameAndNothingIsTakenToHaveBeenReadThen() throws Exception {
        byte[] whole = BronzeFixture.gzip("{}\n".repeat(500).getBytes(StandardCharsets.UTF_8));
        OldLake old = new OldLake(lake());
        String cut = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", MONDAY, 2);
        String empty = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", MONDAY, 3);
        String plain = OldLake.path("pipedrive", "comercial", "deals", "2026-01-06", TUESDAY, 1);
        part(MONDAY, 1, DEAL);
        old.store(cut, Arrays.copyOf(whole, whole.length - 6));
        old.store(empty, new byte[0]);
        old.store(plain, "{}\n".getBytes(StandardCharsets.UTF_8));
        watermark(WATERMARK);

        Adopted adopted = adopt();

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.refused()).hasSize(3);
        assertThat(adopted.refused().get(0)).startsWith(cut).contains("cut off", "restore it from a copy");
        assertThat(adopted.refused().get(1)).startsWith(empty).contains("it is empty");
        assertThat(adopted.refused().get(2)).startsWith(plain).contains("cannot be read");
        assertThat(adopted.listings()).isEmpty();
        assertThat(adopted.state()).startsWith("begins from the start: parts of what the watermark stands for");
        assertThat(manifests()).extracting(Manifest::runId).containsExactly(MONDAY);
    }

    @Test
    void aPartThatHasBeenMendedIsAdoptedAndTheWatermarkCountsThen() throws Exception {
        String broken = part(MONDAY, 1, DEAL);
        Files.write(folder.resolve(broken), new byte[3]);
        watermark(WATERMARK);
        adopt();

        Files.write(folder.resolve(broken), BronzeFixture.gzip(DEAL.getBytes(StandardCharsets.UTF_8)));
        now = NOW.plusSeconds(60);
        Adopted again = adopt();

        assertThat(again.parts()).isEqualTo(1);
        assertThat(again.state()).isEqualTo("goes on from the watermark");
    }

    @Test
    void aRunNamedInAnotherFormTakesItsPlaceByItsTimeAndItsPartsKeepTheirPaths() throws Exception {
        String path = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", "2026-01-05_06-00-00", 1);
        new OldLake(lake()).part(path, List.of(DEAL));

        adopt();

        assertThat(manifests()).extracting(Manifest::runId).containsExactly(MONDAY);
        assertThat(paths(manifests().get(0))).containsExactly(path);
    }

    @Test
    void aPartOfARunThatTellsNoTimeOrOneToComeIsRefusedByName() throws Exception {
        String manual = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", "manual", 1);
        new OldLake(lake()).part(manual, List.of(DEAL));
        String toCome = part("20260111T060000Z", 1, DEAL);

        Adopted adopted = adopt();

        assertThat(adopted.parts()).isZero();
        assertThat(adopted.refused()).hasSize(2);
        assertThat(adopted.refused()).anyMatch(text -> text.startsWith(manual) && text.contains("no date and time"));
        assertThat(adopted.refused()).anyMatch(text -> text.startsWith(toCome) && text.contains("in the future"));
        assertThat(manifests()).isEmpty();
    }

    @Test
    void aStateOfOursIsLeftAloneAndPartsOlderThanItAreAdoptedAllTheSame() throws Exception {
        ListingState ours = new ListingState(Instant.parse("2026-01-08T00:00:00Z"), null, null);
        extracted("20260108T060000Z", ours);
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);

        Adopted adopted = adopt();

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.state()).isEqualTo("stays where skyfit itself has it");
        Manifest newest = new Manifests(lake())
                .newest(new Subject("pipedrive", "comercial", "deals"))
                .orElseThrow();
        assertThat(newest.stateAfter()).isEqualTo(Map.of("live", ours));
        assertThat(newest.runId()).isEqualTo("20260108T060000Z");
        assertThat(manifests().get(0).stateAfter()).isEmpty();
    }

    @Test
    void anExtractionThatFailedBeforeItsFirstPageIsNoStateAndItsListingIsGivenUp() throws Exception {
        extracted("20260108T060000Z", Map.of(), new Manifest.Listed(null, "20260108T060000Z"));
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);

        Adopted adopted = adopt();

        assertThat(adopted.state()).isEqualTo("goes on from the watermark");
        assertThat(new Manifests(lake())
                        .newest(new Subject("pipedrive", "comercial", "deals"))
                        .orElseThrow()
                        .listed())
                .isEqualTo(Manifest.Listed.NEVER);
    }

    @Test
    void whatAnOperatorSetIsLeftAlone() throws Exception {
        new Manifests(lake())
                .write(Manifest.of(
                        BronzePaths.ManifestPath.of(
                                new Subject("pipedrive", "comercial", "deals"), new RunId(TUESDAY), 1),
                        new RunContext(new RunId(TUESDAY), "test", InstantSource.fixed(NOW)),
                        deals,
                        Standing.START,
                        Standing.START,
                        List.of(),
                        new Manifest.Change("state set", "read everything")));
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);

        assertThat(adopt().state()).isEqualTo("stays where skyfit itself has it");
    }

    @Test
    void partsThatScriptsReadAfterARunOfOursCarryItsStateOn() throws Exception {
        ListingState ours = new ListingState(Instant.parse("2026-01-08T00:00:00Z"), null, null);
        extracted(MONDAY, ours);
        part(TUESDAY, 1, DEAL);
        watermark(WATERMARK);

        adopt();

        Manifest newest = new Manifests(lake())
                .newest(new Subject("pipedrive", "comercial", "deals"))
                .orElseThrow();
        assertThat(newest.runId()).isEqualTo(TUESDAY);
        assertThat(newest.stateAfter()).isEqualTo(Map.of("live", ours));
        assertThat(newest.listed()).isEqualTo(new Manifest.Listed(MONDAY, null));
        assertThat(newest.completeListing()).isFalse();
    }

    @Test
    void aWatermarkWithoutAnyPartIsNotBelieved() throws Exception {
        watermark(WATERMARK);

        Adopted adopted = adopt();

        assertThat(adopted.state()).contains("there is no part of what the watermark stands for");
        assertThat(manifests()).isEmpty();
    }

    @Test
    void anUnusableWatermarkLeavesTheEntityToBeReadFromTheStart() throws Exception {
        part(MONDAY, 1, DEAL);
        watermark("{\"last_successful_until\":\"soon\"}");

        Adopted adopted = adopt();

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.state())
                .isEqualTo("begins from the start: the watermark's last_successful_until is no time: 'soon'");
        assertThat(new Manifests(lake())
                        .newest(new Subject("pipedrive", "comercial", "deals"))
                        .orElseThrow()
                        .stateAfter())
                .isEmpty();
    }

    @Test
    void whatIsReadWholeEveryTimeGetsNoState() throws Exception {
        new OldLake(lake()).part("pipedrive", "comercial", "stages", MONDAY, 1, DEAL);
        new OldLake(lake()).watermark("pipedrive", "comercial", "stages", WATERMARK);

        Adopted adopted =
                adopt(lake(), CatalogReader.shipped().source("pipedrive").entity("stages"), false);

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.state()).isEqualTo("is read whole every time");
        assertThat(manifests()).extracting(Manifest::runId).containsExactly(MONDAY);
    }

    @Test
    void lookingWritesNothingAndSaysTheSame() throws Exception {
        part(MONDAY, 1, DEAL);
        watermark(WATERMARK);
        List<LakeObject> before = lake().list("");

        Adopted seen = adopt(lake(), deals, true);

        assertThat(lake().list("")).isEqualTo(before);
        assertThat(adopt()).isEqualTo(seen);
    }

    @Test
    void anAdoptionThatDiesAtAnyWriteIsCompletedByTheNext() throws Exception {
        part(MONDAY, 1, DEAL);
        part(TUESDAY, 1, DEAL);
        part(TUESDAY, 2, DEAL, DEAL);
        watermark(WATERMARK);
        int writes = 3;
        for (int fatal = 1; fatal <= writes; fatal++) {
            Path copy = Files.createTempDirectory(folder.getParent(), "copy");
            for (LakeObject object : lake().list("")) {
                Files.createDirectories(copy.resolve(object.path()).getParent());
                Files.copy(folder.resolve(object.path()), copy.resolve(object.path()));
            }
            LakeStorage dying = dying(new LocalLake(copy), fatal);
            now = NOW;
            assertThatThrownBy(() -> adopt(dying, deals, false)).hasMessage("No space left on device");
            assertThat(new LocalLake(copy).list("_meta/pipedrive/runs/")).hasSize(fatal - 1);

            now = NOW.plusSeconds(60);
            Adopted again = adopt(new LocalLake(copy), deals, false);

            assertThat(again.parts() + again.known()).isEqualTo(3);
            assertThat(again.state()).isEqualTo("goes on from the watermark");
            assertThat(new LocalLake(copy).list("_meta/pipedrive/runs/")).hasSize(writes);
        }
    }

    /** A lake whose disk is full at a certain write. */
    private static LakeStorage dying(LakeStorage lake, int fatal) {
        AtomicInteger writes = new AtomicInteger();
        return new InterceptedLake(lake).creating(path -> {
            if (writes.incrementAndGet() == fatal) {
                throw new IOException("No space left on device");
            }
            return lake.create(path);
        });
    }
}
