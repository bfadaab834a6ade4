package com.skyfit.lake.silver;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RequestCounts;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.InterceptedLake;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationTest {

    private static final Subject DEALS = new Subject("shop", "north", "deals");
    private static final Subject NOTES = new Subject("shop", "north", "notes");
    private static final Subject SOUTH = new Subject("shop", "south", "deals");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private LakeStorage lake = new LocalLake(Path.of(""));

    @BeforeEach
    void openLake() {
        lake = new LocalLake(folder);
    }

    private static Manifest manifest(Subject subject, String run, int sequence) {
        String part = BronzePaths.part(subject, new RunId(run), sequence);
        return new Manifest(
                Manifest.FORMAT_VERSION,
                subject.source(),
                subject.scope(),
                subject.entity(),
                run,
                sequence,
                "test",
                "v1",
                List.of(),
                Map.of(),
                Map.of("live", ListingState.START),
                true,
                false,
                1,
                List.of(new Part(part, 1, 20, "0".repeat(64), null, null)),
                RequestCounts.NONE,
                Instant.parse("2026-01-01T00:00:00Z"),
                Manifest.Listed.NEVER,
                Map.of(),
                null);
    }

    private void lay(Subject subject, String run, int sequence) throws IOException {
        new Manifests(lake).write(manifest(subject, run, sequence));
    }

    private static String run(int day) {
        return "202601%02dT060000Z".formatted(day);
    }

    private Registered register() throws Exception {
        return new Ledger(database.get()).register(lake, "shop");
    }

    private List<String> known() throws Exception {
        return database.rows(
                "select entity || ' ' || scope || ' ' || run_id || ' ' || sequence from ops.manifest order by 1");
    }

    @Test
    void whatIsNewIsEnteredOnce() throws Exception {
        lay(DEALS, run(1), 1);
        lay(SOUTH, run(1), 1);

        assertThat(register().entered()).isEqualTo(2);
        assertThat(register().entered()).isZero();
        lay(DEALS, run(2), 1);
        assertThat(register().entered()).isEqualTo(1);
        assertThat(known()).hasSize(3);
        assertThat(database.rows("select count(*) from ops.file")).containsExactly("3");
    }

    @Test
    void aRunThatIsOlderThanAllTheLedgerKnowsIsFound() throws Exception {
        lay(DEALS, "20260601T060000Z", 1);
        register();

        lay(DEALS, run(1), 1);

        assertThat(register().entered()).isEqualTo(1);
    }

    @Test
    void inWhateverOrderManifestsOfAWeekComeAllAreEntered() throws Exception {
        List<Manifest> all = new ArrayList<>();
        for (int day = 1; day <= 6; day++) {
            for (Subject subject : List.of(DEALS, NOTES, SOUTH)) {
                all.add(manifest(subject, run(day), 1));
                all.add(manifest(subject, run(day), 2));
            }
        }
        long seed = System.nanoTime();
        Collections.shuffle(all, new Random(seed));
        for (Manifest each : all) {
            new Manifests(lake).write(each);
            register();
        }

        assertThat(known()).as("seed %d", seed).hasSize(all.size());
    }

    @Test
    void whatComesToAnOldRunIsFoundAfterAWeekAndAfterAnAdoption() throws Exception {
        lay(DEALS, run(1), 1);
        lay(DEALS, "20260601T060000Z", 1);
        register();
        lay(NOTES, run(1), 1);
        register();
        assertThat(known()).hasSize(2);

        database.execute("update ops.lake_listing set listed_at = listed_at - interval '8 days'");
        register();
        assertThat(known()).hasSize(3);

        lay(SOUTH, run(1), 1);
        database.execute(
                "insert into ops.run (run_id, command, version, started_at) values ('20260602T060000Z', 'adopt', 'test', now())");
        register();
        assertThat(known()).hasSize(4);
    }

    @Test
    void aKnownLakeIsNotListedAgainButForItsNewestDays() throws Exception {
        for (int month = 1; month <= 9; month++) {
            lay(DEALS, "20260" + month + "01T060000Z", 1);
        }
        register();
        List<String> listed = new ArrayList<>();
        lake = new InterceptedLake(lake).listing(prefix -> {
            listed.add(prefix);
            return new LocalLake(folder).list(prefix);
        });

        register();

        assertThat(listed).containsExactly("_meta/shop/runs/run_id=20260901");
    }

    /** What can be wrong with a manifest. */
    private enum Damage {
        CUT("(?s)\"parts\".*", ""),
        EMPTY("(?s).*", ""),
        NO_JSON("(?s).*", "<html>"),
        A_LIST("(?s).*", "[]"),
        NOTHING_IN_IT("(?s).*", "{}"),
        OF_A_NEWER_FORM("\"format_version\" : 1", "\"format_version\" : 99"),
        OF_ANOTHER_ENTITY("\"deals\"", "\"notes\""),
        OF_ANOTHER_RUN("20260101T060000Z", "20260102T060000Z"),
        WITHOUT_A_TIME("\"committed_at\" : \"[^\"]*\"", "\"committed_at\" : null"),
        WITH_A_PART_WITHOUT_A_PATH("\"path\" : \"[^\"]*\"", "\"path\" : null"),
        WITH_A_PART_WITHOUT_A_HASH("\"sha256\" : \"[^\"]*\"", "\"sha256\" : null"),
        WITH_A_PART_THAT_IS_NONE("(?s)\\{(?=[^{}]*sha256).*?\\}", "null");

        private final String found;
        private final String instead;

        Damage(String found, String instead) {
            this.found = found;
            this.instead = instead;
        }

        String of(String json) {
            return json.replaceFirst(found, instead);
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aManifestThatCannotBeEnteredFailsItsOwnEntityAndScopeAndIsTriedAgain(Damage damage) throws Exception {
        lay(DEALS, run(1), 1);
        lay(SOUTH, run(1), 1);
        Path file = folder.resolve(BronzePaths.manifest(DEALS, new RunId(run(1)), 1));
        String whole = Files.readString(file);
        Files.writeString(file, damage.of(whole));
        assertThat(Files.readString(file)).isNotEqualTo(whole);
        lay(DEALS, run(2), 1);
        lay(NOTES, run(3), 1);

        for (int load = 1; load <= 2; load++) {
            Registered registered = register();

            assertThat(registered.refused()).containsOnlyKeys(DEALS);
            assertThat(registered.refused().get(DEALS)).contains(BronzePaths.manifest(DEALS, new RunId(run(1)), 1));
            assertThat(known())
                    .containsExactly(
                            "deals north " + run(2) + " 1",
                            "deals south " + run(1) + " 1",
                            "notes north " + run(3) + " 1");
        }

        Files.writeString(file, whole);
        assertThat(register()).isEqualTo(new Registered(1, Map.of()));
        assertThat(database.rows("select count(*) from ops.file")).containsExactly("4");
    }

    @Test
    void aRefusedManifestThatIsTakenAwayFailsNothingAnyMore() throws Exception {
        lay(DEALS, run(1), 1);
        Path file = folder.resolve(BronzePaths.manifest(DEALS, new RunId(run(1)), 1));
        Files.writeString(file, "");
        register();
        Files.delete(file);

        assertThat(register().refused()).isEmpty();
    }

    @Test
    void aPartThatTwoManifestsNameIsEnteredOnceWhereBothSayTheSameOfIt() throws Exception {
        lay(DEALS, run(1), 1);
        register();
        String again = Files.readString(folder.resolve(BronzePaths.manifest(DEALS, new RunId(run(1)), 1)))
                .replaceFirst("\"sequence\" : 1", "\"sequence\" : 2");
        store(BronzePaths.manifest(DEALS, new RunId(run(1)), 2), again);
        store(
                BronzePaths.manifest(DEALS, new RunId(run(1)), 3),
                again.replaceFirst("\"sequence\" : 2", "\"sequence\" : 3")
                        .replaceFirst("\"lines\" : 1", "\"lines\" : 2"));

        Registered registered = register();

        assertThat(registered.entered()).isEqualTo(1);
        assertThat(registered.refused().get(DEALS)).contains("different content");
        assertThat(database.rows("select lines from ops.file")).containsExactly("1");
    }

    private void store(String path, String text) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(text.getBytes(StandardCharsets.UTF_8));
            object.commit();
        }
    }

    @Test
    void runsAreInTheSameOrderInTheDatabase() throws Exception {
        List<String> runs = new ArrayList<>();
        for (RunId run = new RunId("20260107T060000Z"); runs.size() < 1200; run = run.next()) {
            runs.add(run.text());
        }
        runs.add("20260107T070000Z-2");
        runs.add("20260107T070000Z-9");
        List<String> shuffled = new ArrayList<>(runs);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(database.rows("select run from unnest(string_to_array('" + String.join(",", shuffled)
                        + "', ',')) run order by run collate \"C\""))
                .containsExactlyElementsOf(runs)
                .isSortedAccordingTo(RunId.ORDER);
    }
}
