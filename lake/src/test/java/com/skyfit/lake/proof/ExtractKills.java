package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.ChildProcess;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.OwnServer;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.faults.Fault;
import com.skyfit.simulator.faults.FaultPlan;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.TrueRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Complete runs, each in its own process, killed one after the other at random moments, on growing lakes, while the sources change and
 * some of them fail. After each kill nothing may be broken; after a last run that nobody disturbs, gold must be what the sources hold.
 */
final class ExtractKills {

    private static final int KILLS_OF_A_LAKE = 25;
    private static final double SCALE = 0.01;

    /** So long before now that the simulated time does not reach the present, and not so long that the checks find the sources stale. */
    private static final Duration AGO = Duration.ofHours(18);

    private static final int LONGEST_AFTERWARDS_MICROS = 20_000;

    /** How many requests and replies pass between changes of the sources. */
    private static final int STEPS_TO_A_CHANGE = 150;

    private static final List<String> WORK =
            List.of("deals", "persons", "activities", "organizations", "tickets", "users");
    private static final List<String> RULES =
            List.of("stages", "deal_fields", "groups", "ticket_fields", "ticket_forms");

    /** Of a run that nobody killed: sources failed, or were read in part only, so that checks fire; never that the last one left a lock. */
    private static final List<Integer> EXPECTED_EXITS =
            List.of(ExitCode.OK.number(), ExitCode.FAILED.number(), ExitCode.CHECKS_FAILED.number());

    /** As likely as they are often here. */
    private static final List<Moment> MOMENTS =
            List.of(Moment.REQUEST, Moment.REQUEST, Moment.LAKE, Moment.LAKE, Moment.STATEMENT);

    /** By what a moment is chosen. */
    private enum Moment {
        REQUEST,
        LAKE,
        STATEMENT
    }

    /**
     * The place of a lake.
     *
     * @param watched settings that lead there with every step seen
     * @param direct settings that lead there past those who watch
     */
    record Place(Map<String, String> watched, Map<String, String> direct) {}

    /** Makes empty lakes. */
    interface Places {
        Place make(String name) throws Exception;
    }

    private final long seed;
    private final Random random;

    /** Separate, because threads of the simulator use it too. */
    private final Random moves;

    private final Path home;
    private final Places places;
    private final Tripwire requests = new Tripwire();
    private final Tripwire lakeSteps;
    private final OwnServer server;
    private final CuttingProxy proxy;

    /** Steps of a first run, and of a run that reads what is new. */
    private final Map<Moment, int[]> steps = new EnumMap<>(Moment.class);

    private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
    private int killedAfterwards;
    private int ended;
    private int lakes;
    private final AtomicInteger changed = new AtomicInteger();
    private int failures;
    private int manifests;
    private long parts;
    private long orphans;
    private long compared;

    /**
     * Takes where all of it happens.
     *
     * @param lakeSteps taken by watched lakes
     */
    ExtractKills(long seed, Path home, Places places, Tripwire lakeSteps, OwnServer server, CuttingProxy proxy) {
        this.seed = seed;
        this.random = new Random(seed);
        this.moves = new Random(seed);
        this.home = home;
        this.places = places;
        this.lakeSteps = lakeSteps;
        this.server = server;
        this.proxy = proxy;
    }

    /** Kills this many runs, and describes the results. */
    String kill(int wanted) throws Exception {
        measure();
        while (killed() < wanted) {
            try (Simulator simulator = simulator()) {
                new Series(simulator, "kept_" + ++lakes).run(Math.min(KILLS_OF_A_LAKE, wanted - killed()));
            }
        }
        return """
                %d complete runs were killed with SIGKILL: %d at a request to a source (before or after its reply), %d at a step of the lake, %d at a
                statement of the database; %d of them at that moment, the others up to %d ms after it. They worked on %d lakes, one after another on the same,
                while records of the sources changed %d times and %d requests got a failure as their reply; %d runs in between
                completed. After each kill every part that a manifest names was present with its hash and lines, no object had changed and no
                watermark was ahead of the committed data (%d manifests, %d parts, %d more parts that no manifest names). Then three runs on each lake
                were not disturbed: the last changed nothing and all checks were green, the ledger held the parts that manifests name and no others, and gold held every record of
                the sources in its current state: %d records compared with the sources and with the rows of an undisturbed first run. Seed %d.""".formatted(
                        killed(),
                        kills.getOrDefault(Moment.REQUEST, 0),
                        kills.getOrDefault(Moment.LAKE, 0),
                        kills.getOrDefault(Moment.STATEMENT, 0),
                        killed() - killedAfterwards,
                        LONGEST_AFTERWARDS_MICROS / 1_000,
                        lakes,
                        changed.get(),
                        failures,
                        ended,
                        manifests,
                        parts,
                        orphans,
                        compared,
                        seed);
    }

    private int killed() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Simulator simulator() {
        return Simulator.start(
                SimulatorOptions.of(random.nextLong(), SCALE, Instant.now().minus(AGO)));
    }

    /** How many steps there are to choose from. */
    private void measure() throws Exception {
        try (Simulator simulator = simulator()) {
            simulator.watch(requests::step);
            Map<String, String> settings =
                    settings(simulator, places.make("measured").watched(), proxy.port(), "measured");
            server.create("measured");
            for (int i = 0; i < 2; i++) {
                Map<Moment, Integer> before = passed();
                assertThat(WholeRun.run(new Settings(settings), home, false).exitCode())
                        .isEqualTo(ExitCode.OK);
                for (Map.Entry<Moment, Integer> now : passed().entrySet()) {
                    steps.computeIfAbsent(now.getKey(), moment -> new int[2])[i] =
                            now.getValue() - before.getOrDefault(now.getKey(), 0);
                }
            }
            server.drop("measured");
        }
    }

    private Map<Moment, Integer> passed() {
        return Map.of(
                Moment.REQUEST, requests.passed(), Moment.LAKE, lakeSteps.passed(), Moment.STATEMENT, proxy.passed());
    }

    private static Map<String, String> settings(
            Simulator simulator, Map<String, String> lake, int port, String database) {
        Map<String, String> settings = new HashMap<>(lake);
        settings.putAll(simulator.settings());
        settings.putAll(OwnServer.settings(port, database));
        return settings;
    }

    /** The kills of one lake, and what it holds in the end. */
    private final class Series {
        private final Simulator simulator;
        private final String name;
        private final Place place;
        private final BronzeWitness witness;

        Series(Simulator simulator, String name) throws Exception {
            this.simulator = simulator;
            this.name = name;
            this.place = places.make(name);
            this.witness = new BronzeWitness(configuration(place.direct()).lake(), WholeRun.CATALOG);
            server.create(name);
        }

        private Configuration configuration(Map<String, String> lake) throws Exception {
            return WholeRun.configuration(new Settings(settings(simulator, lake, server.port(), name)), home);
        }

        void run(int wanted) throws Exception {
            int before = killed();
            while (killed() < before + wanted) {
                FaultPlan faults = new FaultPlan(
                        random.nextLong(),
                        random.nextBoolean() ? 50 : 0,
                        EnumSet.of(Fault.SERVER_ERROR, Fault.HANG_UP, Fault.CUT_BODY),
                        null);
                simulator.inject(faults);
                simulator.watch(this::moves);
                kill(killed() == before || random.nextInt(3) == 0);
                simulator.watch(() -> {});
                server.awaitNobody(name);
                failures += faults.injected().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                witness.look(truth());
                change();
            }
            simulator.inject(new FaultPlan(0, 0, Set.of(), null));
            // A sweep that a killed run began may have seen what was deleted after that: this ends it, and the next run
            // begins another.
            undisturbed(true);
            verify(undisturbed(true), undisturbed(false));
            manifests += witness.manifests();
            parts += witness.committed().size();
            orphans += witness.orphans();
            server.drop(name);
        }

        /** Of the entities that are read here: others cost a request for each record. */
        private List<TrueRecord> truth() {
            return simulator.truth().stream()
                    .filter(record -> WholeRun.CATALOG.source(record.source()).entities().stream()
                            .anyMatch(entity -> entity.name().equals(record.entity())))
                    .toList();
        }

        private RunReport undisturbed(boolean sweep) throws Exception {
            return WholeRun.run(new Settings(settings(simulator, place.direct(), server.port(), name)), home, sweep);
        }

        private void moves() {
            requests.step();
            if (moves.nextInt(STEPS_TO_A_CHANGE) == 0) {
                change();
            }
        }

        /** Something wherever people work; less often a deletion, an archiving, a resurrection, a rule of the account. */
        private void change() {
            change(new ChangeRequest(1, 2, 0, moves.nextInt(2), 0, Set.of()));
            Set<String> one = Set.of(WORK.get(moves.nextInt(WORK.size())));
            switch (moves.nextInt(6)) {
                case 0, 1 -> change(new ChangeRequest(0, 0, 1, 0, 0, one));
                case 2 -> change(new ChangeRequest(0, 0, 0, 0, 1, one));
                case 3 -> change(new ChangeRequest(0, 1, 0, 0, 0, Set.of(RULES.get(moves.nextInt(RULES.size())))));
                default -> {}
            }
        }

        private void change(ChangeRequest request) {
            changed.addAndGet(simulator.change(request).size());
        }

        /** Whether that happens is chance: a run may end before its moment. */
        private void kill(boolean first) throws Exception {
            Moment moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
            int step = 1 + random.nextInt(steps.getOrDefault(moment, new int[] {1, 1})[first ? 0 : 1]);
            int afterwards = random.nextBoolean() ? 0 : 1 + random.nextInt(LONGEST_AFTERWARDS_MICROS);
            AtomicBoolean dead = new AtomicBoolean();
            CompletableFuture<Process> child = new CompletableFuture<>();
            Runnable blow = () -> {
                dead.set(child.join().isAlive());
                child.join().destroyForcibly().onExit().join();
            };
            Runnable soon = () -> CompletableFuture.delayedExecutor(afterwards, TimeUnit.MICROSECONDS)
                    .execute(blow);
            arm(moment, step, afterwards == 0 ? blow : soon);
            Process process = ChildProcess.start(
                    WholeRun.class,
                    settings(simulator, place.watched(), proxy.port(), name),
                    home.toString(),
                    Boolean.toString(random.nextInt(4) == 0));
            child.complete(process);
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("%s, end of a run in time", at())
                    .isTrue();
            requests.stop();
            lakeSteps.stop();
            proxy.stop();
            if (dead.get()) {
                kills.merge(moment, 1, Integer::sum);
                killedAfterwards += afterwards == 0 ? 0 : 1;
            } else {
                assertThat(process.exitValue())
                        .as("%s, exit status of a run that nobody killed", at())
                        .isIn(EXPECTED_EXITS);
                ended++;
            }
        }

        private void arm(Moment moment, int step, Runnable blow) {
            switch (moment) {
                case REQUEST -> requests.at(step, blow);
                case LAKE -> lakeSteps.at(step, blow);
                case STATEMENT -> proxy.cutAt(step, random.nextBoolean(), blow);
            }
        }

        private String at() {
            return "seed " + seed + ", lake " + name;
        }

        private void verify(RunReport catchesUp, RunReport next) throws Exception {
            List<TrueRecord> truth = truth();
            witness.look(truth);
            FinalState state = new FinalState(server, name, witness, at());
            state.verifyRuns(catchesUp, next);
            state.verifyLedger(configuration(place.direct()));
            compared += state.verifyTruth(truth);
            String fresh = "fresh_" + lakes;
            server.create(fresh);
            Map<String, String> empty =
                    Map.of("SKYFIT_LAKE", home.resolve(fresh).toString());
            RunReport report =
                    WholeRun.run(new Settings(settings(simulator, empty, server.port(), fresh)), home, false);
            assertThat(report.exitCode()).as(at()).isEqualTo(ExitCode.OK);
            state.verifyRows(fresh);
            server.drop(fresh);
        }
    }
}
