package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.ChildProcess;
import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.gold.Digest;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.OwnServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake and the database lose their power, at the same moment, in the middle of a run: what was committed is present and intact. */
final class PowerLossTest {

    private static final double SCALE = 0.005;
    private static final Duration AGO = Duration.ofHours(18);
    private static final String NAME = "loss";

    @TempDir
    Path folder;

    private final Tripwire lakeSteps = new Tripwire();

    @Test
    void whatWasCommittedIsPresentAndIntactAfterALossOfPower() throws Exception {
        long seed = Proof.seed("PowerLossTest");
        Random random = new Random(seed);
        int tries = Proof.tries(2, 50);
        try (LossyDisk disk = LossyDisk.in(folder, "PowerLossTest");
                Simulator simulator = Simulator.start(
                        SimulatorOptions.of(seed, SCALE, Instant.now().minus(AGO)));
                WatchedLake.Gate gate = new WatchedLake.Gate(lakeSteps::step)) {
            Path lake = disk.root().resolve("home").resolve("lake");
            Losses losses = new Losses(disk, simulator, gate.port(), lake, random, seed);
            losses.lose(tries);
            Proof.publish("power-losses", losses.account());
        }
    }

    /** One lake and one database, which lose their power again and again. */
    private final class Losses {
        private final LossyDisk disk;
        private final Simulator simulator;
        private final int gate;
        private final Path lake;
        private final Random random;
        private final long seed;
        private ProcessHandle postmaster = ProcessHandle.current();
        private int lost;
        private int changes;
        private int atTheLake;
        private int partsOfTheLedger;
        private int manifests;
        private int parts;
        private long orphans;

        Losses(LossyDisk disk, Simulator simulator, int gate, Path lake, Random random, long seed) {
            this.disk = disk;
            this.simulator = simulator;
            this.gate = gate;
            this.lake = lake;
            this.random = random;
            this.seed = seed;
        }

        private Map<String, String> settings(int port, String database) {
            Map<String, String> settings = new HashMap<>(simulator.settings());
            settings.putAll(OwnServer.settings(port, database));
            settings.put("SKYFIT_LAKE", lake.toString());
            return settings;
        }

        private Configuration configuration(OwnServer server, String database) throws Exception {
            return WholeRun.configuration(new Settings(settings(server.port(), database)), folder);
        }

        private OwnServer start() throws Exception {
            OwnServer server = OwnServer.durable(disk.root().resolve("home").resolve("pg"));
            postmaster = server.postmaster();
            return server;
        }

        /** The server with all its processes, as they would end with the power. */
        private void kill() {
            if (postmaster.equals(ProcessHandle.current())) {
                return;
            }
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
        }

        void lose(int wanted) throws Exception {
            OwnServer server = start();
            try {
                lose(wanted, server);
            } finally {
                kill();
            }
        }

        private void lose(int wanted, OwnServer first) throws Exception {
            OwnServer server = first;
            server.create(NAME);
            // The program and the server were installed some time ago.
            disk.settle();
            BronzeWitness witness =
                    new BronzeWitness(configuration(server, NAME).lake(), WholeRun.CATALOG);
            while (lost < wanted) {
                boolean happened = lose(server);
                if (happened) {
                    lost++;
                    disk.comeUpAgain();
                    server = start();
                }
                witness.look(List.of());
                verifyLedger(server, witness, configuration(server, NAME).lake());
                // May find that tables have grown by much; whether all is right is looked at in the end.
                assertThat(WholeRun.run(new Settings(settings(server.port(), NAME)), folder, false)
                                .units())
                        .as(at())
                        .allMatch(unit -> unit.message().isEmpty());
                witness.look(List.of());
                // Many deletions in a month would be doubted, rightly.
                simulator.change(new ChangeRequest(3, 5, changes++ % 6 == 0 ? 1 : 0, 1, 0, Set.of()));
            }
            verify(server, witness);
        }

        /** Whether that happened before the run's end. */
        private boolean lose(OwnServer server) throws Exception {
            AtomicBoolean happened = new AtomicBoolean();
            try (CuttingProxy proxy = new CuttingProxy(server.port())) {
                boolean ofLake = random.nextBoolean();
                Runnable loss = () -> {
                    try {
                        disk.losePower();
                        happened.set(true);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
                if (ofLake) {
                    lakeSteps.at(1 + random.nextInt(lost == 0 ? 200 : 60), loss);
                } else {
                    proxy.doAt(1 + random.nextInt(2_000), loss);
                }
                Map<String, String> settings = settings(proxy.port(), NAME);
                settings.put(WholeRun.GATE, Integer.toString(gate));
                Process run = ChildProcess.start(WholeRun.class, settings, folder.toString(), "false");
                while (run.isAlive() && !happened.get()) {
                    run.waitFor(10, TimeUnit.MILLISECONDS);
                }
                lakeSteps.stop();
                proxy.stop();
                if (happened.get()) {
                    atTheLake += ofLake ? 1 : 0;
                    run.destroyForcibly().waitFor();
                    kill();
                }
            }
            return happened.get();
        }

        /** What the database knows of, the lake has: a part is loaded after it was committed. */
        private void verifyLedger(OwnServer server, BronzeWitness witness, LakeStorage storage) throws Exception {
            if (server.rows(NAME, "select to_regclass('ops.file') is not null").equals(List.of("f"))) {
                return;
            }
            List<String> known = server.rows(NAME, "select blob_path from ops.file");
            assertThat(witness.committed().keySet()).as(at()).containsAll(known);
            for (String path : known) {
                assertThat(storage.exists(path)).as("%s, %s", path, at()).isTrue();
            }
            partsOfTheLedger += known.size();
        }

        private void verify(OwnServer server, BronzeWitness witness) throws Exception {
            WholeRun.run(new Settings(settings(server.port(), NAME)), folder, true);
            RunReport catchesUp = WholeRun.run(new Settings(settings(server.port(), NAME)), folder, true);
            RunReport next = WholeRun.run(new Settings(settings(server.port(), NAME)), folder, false);
            witness.look(List.of());
            FinalState state = new FinalState(server, NAME, witness, at());
            state.verifyRuns(catchesUp, next);
            state.verifyLedger(configuration(server, NAME));
            manifests = witness.manifests();
            parts = witness.committed().size();
            orphans = witness.orphans();
            server.create("undisturbed");
            assertThat(digest(server, NAME)).as(at()).isEqualTo(digest(server, "undisturbed"));
        }

        private List<Digest> digest(OwnServer server, String database) throws Exception {
            try (Warehouse warehouse = Warehouse.open(server.address(database))) {
                Runs.run(configuration(server, database), warehouse, EnumSet.of(Stage.LOAD, Stage.TRANSFORM));
                return Digest.of(warehouse, WholeRun.CATALOG, entity -> true);
            }
        }

        private String at() {
            return "seed " + seed + ", after loss " + lost;
        }

        String account() {
            return """
                    %d times the file system under the lake and the database lost everything that was not synced, in the middle of a run: %d times at a
                    step of the lake, %d times at a statement of the database. Each time both came up again; every part that a manifest names was present with its hash and lines, and the lake
                    held every part that the database knew (%d looked up). In the end lake and ledger agreed (%d manifests, %d parts, %d more parts that
                    no manifest names), all checks were green, and gold's digest was that of the same lake loaded undisturbed. Seed %d.""".formatted(lost, atTheLake, lost - atTheLake, partsOfTheLedger, manifests, parts, orphans, seed);
        }
    }
}
