package com.skyfit.lake.adopt;

import static com.skyfit.lake.adopt.OldDeals.DEAL;
import static com.skyfit.lake.adopt.OldDeals.DEALS;
import static com.skyfit.lake.adopt.OldDeals.MONDAY;
import static com.skyfit.lake.adopt.OldDeals.NOW;
import static com.skyfit.lake.adopt.OldDeals.TUESDAY;
import static com.skyfit.lake.adopt.OldDeals.WATERMARK;
import static com.skyfit.lake.adopt.OldDeals.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.PartReader;
import com.skyfit.lake.bronze.storage.InterceptedLake;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that the earlier scripts left are named by manifests, each once, and nothing of theirs is touched. */
class AdoptionTest {

    @TempDir
    private Path folder;

    private OldDeals old;

    @BeforeEach
    void openFolder() {
        old = new OldDeals(folder);
    }

    @Test
    void partsAreNamedUnderTheRunsThatReadThemAndAreNoListing() throws Exception {
        String first = old.part(MONDAY, 1, DEAL, DEAL);
        String second = old.part(MONDAY, 2, DEAL);
        String third = old.part(TUESDAY, 1, DEAL, DEAL, DEAL);

        Adopted adopted = old.adopt();

        assertThat(adopted.parts()).isEqualTo(3);
        assertThat(adopted.lines()).isEqualTo(6);
        assertThat(old.manifests()).extracting(Manifest::runId).containsExactly(MONDAY, TUESDAY);
        Manifest monday = old.manifests().get(0);
        assertThat(paths(monday)).containsExactly(first, second);
        assertThat(monday.parts().get(0)).isEqualTo(PartReader.read(old.lake(), first));
        assertThat(monday.records()).isEqualTo(3);
        assertThat(monday.complete()).isFalse();
        assertThat(monday.completeListing()).isFalse();
        assertThat(monday.listed()).isEqualTo(Manifest.Listed.NEVER);
        assertThat(monday.change()).isEqualTo(new Manifest.Change("adopt", "in run 20260110T060000Z"));
        assertThat(paths(old.manifests().get(1))).containsExactly(third);
    }

    @Test
    void existingObjectsAreNotTouched() throws Exception {
        String path = old.part(MONDAY, 1, DEAL);
        old.scripts().record("pipedrive", MONDAY);
        old.watermark(WATERMARK);
        byte[] before = Files.readAllBytes(folder.resolve(path));

        old.adopt();

        assertThat(folder.resolve(path)).hasBinaryContent(before);
        assertThat(folder.resolve("_meta/pipedrive/watermarks/scope=comercial/entity=deals.json"))
                .hasContent(WATERMARK);
        assertThat(folder.resolve("_meta/pipedrive/runs/run_id=" + MONDAY + "/manifest.json"))
                .hasContent("{}");
    }

    @Test
    void aSecondAdoptionWritesNothing() throws Exception {
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);
        old.adopt();
        List<LakeObject> before = old.lake().list("");

        old.aMinuteLater();
        Adopted again = old.adopt();

        assertThat(old.lake().list("")).isEqualTo(before);
        assertThat(again.parts()).isZero();
        assertThat(again.known()).isEqualTo(1);
        assertThat(again.state()).isEqualTo("stays as adopted before");
    }

    @Test
    void whatTheScriptsReadSinceIsTakenUpWithItsWatermark() throws Exception {
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);
        old.adopt();
        String later = old.part(MONDAY, 2, DEAL);
        old.part(TUESDAY, 1, DEAL);
        old.watermark("{\"last_successful_until\":\"2026-01-09T06:00:00Z\"}");

        old.aMinuteLater();
        Adopted again = old.adopt();

        assertThat(again.parts()).isEqualTo(2);
        assertThat(old.manifests()).extracting(Manifest::sequence).containsExactly(1, 2, 1, 1, 1);
        assertThat(paths(old.manifests().get(1))).containsExactly(later);
        assertThat(again.listings())
                .containsEntry("live", new ListingState(Instant.parse("2026-01-08T06:00:00Z"), null, null));
    }

    @Test
    void aBrokenPartIsRefusedByNameAndNothingIsTakenToHaveBeenReadThen() throws Exception {
        byte[] whole = BronzeFixture.gzip("{}\n".repeat(500).getBytes(StandardCharsets.UTF_8));
        OldLake scripts = old.scripts();
        String cut = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", MONDAY, 2);
        String empty = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", MONDAY, 3);
        String plain = OldLake.path("pipedrive", "comercial", "deals", "2026-01-06", TUESDAY, 1);
        old.part(MONDAY, 1, DEAL);
        scripts.store(cut, Arrays.copyOf(whole, whole.length - 6));
        scripts.store(empty, new byte[0]);
        scripts.store(plain, "{}\n".getBytes(StandardCharsets.UTF_8));
        old.watermark(WATERMARK);

        Adopted adopted = old.adopt();

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.refused()).hasSize(3);
        assertThat(adopted.refused().get(0)).startsWith(cut).contains("truncated", "restore it from a copy");
        assertThat(adopted.refused().get(1)).startsWith(empty).contains("it is empty");
        assertThat(adopted.refused().get(2)).startsWith(plain).contains("cannot be read");
        assertThat(adopted.listings()).isEmpty();
        assertThat(adopted.state()).startsWith("begins from the start: parts from before the watermark");
        assertThat(old.manifests()).extracting(Manifest::runId).containsExactly(MONDAY);
    }

    @Test
    void aRepairedPartIsAdoptedAndThenTheWatermarkApplies() throws Exception {
        String broken = old.part(MONDAY, 1, DEAL);
        Files.write(folder.resolve(broken), new byte[3]);
        old.watermark(WATERMARK);
        old.adopt();

        Files.write(folder.resolve(broken), BronzeFixture.gzip(DEAL.getBytes(StandardCharsets.UTF_8)));
        old.aMinuteLater();
        Adopted again = old.adopt();

        assertThat(again.parts()).isEqualTo(1);
        assertThat(again.state()).isEqualTo("resumes from the watermark");
    }

    @Test
    void aRunNamedInAnotherFormTakesItsPlaceByItsTimeAndItsPartsKeepTheirPaths() throws Exception {
        String path = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", "2026-01-05_06-00-00", 1);
        old.scripts().part(path, List.of(DEAL));

        old.adopt();

        assertThat(old.manifests()).extracting(Manifest::runId).containsExactly(MONDAY);
        assertThat(paths(old.manifests().get(0))).containsExactly(path);
    }

    @Test
    void aPartOfARunWithoutATimeOrWithAFutureOneIsRefusedByName() throws Exception {
        String manual = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", "manual", 1);
        old.scripts().part(manual, List.of(DEAL));
        String toCome = old.part("20260111T060000Z", 1, DEAL);

        Adopted adopted = old.adopt();

        assertThat(adopted.parts()).isZero();
        assertThat(adopted.refused()).hasSize(2);
        assertThat(adopted.refused()).anyMatch(text -> text.startsWith(manual) && text.contains("no date and time"));
        assertThat(adopted.refused()).anyMatch(text -> text.startsWith(toCome) && text.contains("in the future"));
        assertThat(old.manifests()).isEmpty();
    }

    @Test
    void lookingWritesNothingAndSaysTheSame() throws Exception {
        old.part(MONDAY, 1, DEAL);
        old.watermark(WATERMARK);
        List<LakeObject> before = old.lake().list("");

        Adopted seen = old.scripts().adopt(DEALS, NOW, true);

        assertThat(old.lake().list("")).isEqualTo(before);
        assertThat(old.adopt()).isEqualTo(seen);
    }

    @Test
    void anAdoptionThatDiesAtAnyWriteIsCompletedByTheNext() throws Exception {
        old.part(MONDAY, 1, DEAL);
        old.part(TUESDAY, 1, DEAL);
        old.part(TUESDAY, 2, DEAL, DEAL);
        old.watermark(WATERMARK);
        int writes = 3;
        for (int fatal = 1; fatal <= writes; fatal++) {
            Path copy = Files.createTempDirectory(folder.getParent(), "copy");
            for (LakeObject object : old.lake().list("")) {
                Files.createDirectories(copy.resolve(object.path()).getParent());
                Files.copy(folder.resolve(object.path()), copy.resolve(object.path()));
            }
            LakeStorage dying = dying(new LocalLake(copy), fatal);
            assertThatThrownBy(() -> new OldLake(dying).adopt(DEALS, NOW, false))
                    .hasMessage("No space left on device");
            assertThat(new LocalLake(copy).list("_meta/pipedrive/runs/")).hasSize(fatal - 1);

            Adopted again = new OldLake(new LocalLake(copy)).adopt(DEALS, NOW.plusSeconds(60), false);

            assertThat(again.parts() + again.known()).isEqualTo(3);
            assertThat(again.state()).isEqualTo("resumes from the watermark");
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
