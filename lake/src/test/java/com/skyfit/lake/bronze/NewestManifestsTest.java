package com.skyfit.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.storage.InterceptedLake;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.catalog.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestManifestsTest {

    @TempDir
    private Path folder;

    private final List<String> listed = new ArrayList<>();

    private LakeStorage lake() {
        LakeStorage local = new LocalLake(folder);
        return new InterceptedLake(local).listing(prefix -> {
            List<LakeObject> found = local.list(prefix);
            listed.add(prefix.replace("_meta/shop/runs/run_id=", "") + ": " + found.size());
            return found;
        });
    }

    private String lay(Subject subject, String run, int sequence) throws IOException {
        String path = BronzePaths.manifest(subject, new RunId(run), sequence);
        try (NewObject object = new LocalLake(folder).create(path)) {
            object.commit();
        }
        return path;
    }

    private static Subject subject(int number) {
        return new Subject("shop", "scope" + number % 2, "entity" + number);
    }

    @RepeatedTest(20)
    void isTheNewestHoweverFarBackItIs() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Subject, String> newest = new HashMap<>();
        String second = "2026010%dT060000Z";
        List<String> suffixes = List.of("", "-2", "-9", "-10", "-002");
        for (int i = 0; i < 60; i++) {
            String run = random.nextInt(3) > 0
                    ? "20%02d%02d01T060000Z".formatted(20 + random.nextInt(6), 1 + random.nextInt(12))
                    : second.formatted(1 + random.nextInt(3)) + suffixes.get(random.nextInt(suffixes.size()));
            Subject subject = subject(random.nextInt(5));
            int sequence = 1 + random.nextInt(12);
            if (new LocalLake(folder).exists(BronzePaths.manifest(subject, new RunId(run), sequence))) {
                continue;
            }
            newest.merge(
                    subject,
                    lay(subject, run, sequence),
                    (one, other) ->
                            BronzePaths.ManifestPath.IN_ORDER.compare(parsed(one), parsed(other)) > 0 ? one : other);
        }
        NewestManifests manifests = new NewestManifests(lake());
        for (int number = 0; number < 6; number++) {
            assertThat(manifests.path(subject(number)).map(BronzePaths.ManifestPath::path))
                    .as("%s, seed %d", subject(number), seed)
                    .isEqualTo(Optional.ofNullable(newest.get(subject(number))));
        }
    }

    private static BronzePaths.ManifestPath parsed(String path) {
        return BronzePaths.parseManifest(path).orElseThrow();
    }

    @Test
    void aLakeOfManyRunsIsListedNoFurtherBackThanItsNewestRun() throws Exception {
        for (int day = 1; day <= 28; day++) {
            for (int number = 0; number < 3; number++) {
                lay(subject(number), "202601%02dT060000Z".formatted(day), 1);
            }
        }
        NewestManifests manifests = new NewestManifests(lake());

        for (int number = 0; number < 3; number++) {
            assertThat(manifests.path(subject(number)).orElseThrow().runId()).isEqualTo("20260128T060000Z");
        }

        assertThat(listed).containsExactly("20260128T060000Z/: 3");
    }

    @Test
    void whatHasNoManifestIsLookedForOnceWhoeverAsks() throws Exception {
        for (int day = 1; day <= 28; day++) {
            lay(subject(0), "202601%02dT060000Z".formatted(day), 1);
        }
        NewestManifests manifests = new NewestManifests(lake());

        assertThat(manifests.path(subject(1))).isEmpty();
        int once = listed.size();
        assertThat(manifests.path(subject(2))).isEmpty();

        assertThat(listed).hasSize(once).endsWith("20260128: 1", "202601: 28", "2026: 28", ": 28");
    }
}
