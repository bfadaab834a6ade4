package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.run.RunOptions;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import com.skyfit.simulator.world.ChangeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Features of a moment are what the lake could have computed then: a lake that ends at the moment has the same ones as one that goes on. */
final class NoLeakageTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final Pattern RUN = Pattern.compile("run_id=([^/\\\\]+)");
    private static final List<String> FEATURES = List.of("deal_features", "ticket_features");

    /** As a feature would be that somebody takes from gold, where everything is as it is now. */
    private static final String LEAKY = """
            {{ config(materialized='table') }}
            select f.deal_key, f.scope, f.run_id, null as _known_until,
                (select count(*) from {{ source('core', 'pd_activities') }} a where a.scope = f.scope and a.deal_id = f.deal_id and a.done) as done
            from {{ ref('deal_features') }} f""";

    @RegisterExtension
    private final TestWarehouse whole = new TestWarehouse();

    @RegisterExtension
    private final TestWarehouse ended = new TestWarehouse();

    @TempDir
    private Path folder;

    private final Catalog catalog = CatalogReader.shipped();
    private final long seed = Proof.seed("NoLeakageTest");
    private final Random random = new Random(seed);

    @Test
    void aLakeThatEndsAtAMomentHasTheSameFeatures() throws Exception {
        Path life = folder.resolve("life");
        Path own = Files.createDirectories(life.resolve("models/models/ml"));
        Files.writeString(own.resolve("leaky.sql"), LEAKY);
        live(life);
        for (String table : FEATURES) {
            assertThat(features(whole, table, "9"))
                    .as("seed %d: %s", seed, table)
                    .hasSizeGreaterThan(50);
        }
        List<String> added = features(whole, "deal_features", "9");
        String moment = someMoment();

        Path then = folder.resolve("then");
        copyUntil(moment, life, then);
        replay(then);

        for (String table : FEATURES) {
            assertThat(features(ended, table, moment))
                    .as("seed %d: %s until %s", seed, table, moment)
                    .isNotEmpty()
                    .isEqualTo(features(whole, table, moment));
        }
        assertThat(features(ended, "leaky", moment))
                .as("seed %d: a feature that knows what came after %s", seed, moment)
                .isNotEqualTo(features(whole, "leaky", moment));
        buildCompletely(life);
        assertThat(features(whole, "deal_features", "9"))
                .as("seed %d: built run by run, and at once", seed)
                .isEqualTo(added);
    }

    /** Weeks in which people work at the sources and runs read what they did, at odd hours, now and then twice a day. */
    private void live(Path home) throws Exception {
        try (Simulator simulator = Simulator.start(
                new SimulatorOptions(0, seed, 0.004, BEGIN, Limits.generous(), List.of("comercial", "expansao")))) {
            Configuration configuration = configuration(simulator.settings(), home);
            for (int run = Proof.tries(8, 40); run > 0; run--) {
                done(Runs.run(
                        configuration,
                        whole.get(),
                        Selection.ALL,
                        new RunOptions(EnumSet.complementOf(EnumSet.of(Stage.CHECK))),
                        simulator::now));
                for (int day = random.nextInt(6); day >= 0; day--) {
                    simulator.advance(Duration.ofHours(4 + random.nextInt(30)));
                    simulator.change(new ChangeRequest(
                            random.nextInt(3), 12 + random.nextInt(20), random.nextInt(3), 1, 1, Set.of()));
                    simulator.change(new ChangeRequest(0, 1, 0, 0, 0, Set.of("stages")));
                }
            }
        }
    }

    private Configuration configuration(Map<String, String> settings, Path home) throws IOException {
        return Configuration.resolve(new Settings(settings), catalog, home, Selection.ALL, !settings.isEmpty());
    }

    private static void done(RunReport report) {
        assertThat(report.units()).extracting(UnitResult::message).containsOnly("");
    }

    /** The end of a week that is neither the first nor the last one, as somebody would choose it who asks again later. */
    private String someMoment() throws SQLException {
        List<String> moments = whole.rows("""
                select distinct run_id from ml.deal_features join ml.ticket_features using (run_id)
                where run_id > (select min(run_id) from ml.deal_features) and run_id < (select max(run_id) from ml.deal_features)""");
        assertThat(moments).as("seed %d", seed).isNotEmpty();
        return moments.get(random.nextInt(moments.size()));
    }

    /** What had been written until the end of a run. */
    private static void copyUntil(String run, Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = from.relativize(file);
                Matcher of = RUN.matcher(relative.toString());
                boolean ofRun = of.find();
                if ((ofRun && of.group(1).compareTo(run) <= 0) || relative.startsWith("models")) {
                    Path target = to.resolve(relative);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private void replay(Path home) throws Exception {
        done(Runs.run(
                configuration(Map.of(), home), ended.get(), EnumSet.of(Stage.LOAD, Stage.TRANSFORM, Stage.MODELS)));
    }

    private void buildCompletely(Path home) throws Exception {
        List<Model> models = ProjectReader.read(home, catalog).models();
        for (Model model : models) {
            if (FEATURES.contains(model.name())) {
                new ModelBuilder(whole.get(), models).build(model, true);
            }
        }
    }

    private static List<String> features(TestWarehouse lake, String table, String until) throws SQLException {
        return lake.rows(
                "select (to_jsonb(f) - '_known_until')::text from ml." + table
                        + " f where run_id collate \"C\" <= ? order by 1",
                until);
    }
}
