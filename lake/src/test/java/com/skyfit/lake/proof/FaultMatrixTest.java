package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Pages;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.extract.Extraction;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.SourceClient;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.faults.Fault;
import com.skyfit.simulator.faults.FaultPlan;
import com.skyfit.simulator.world.ChangeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every fault that the simulator knows, on every way in which entities page and continue. What the bronze of an extraction under faults holds
 * in the end is compared, line by line, with one that met none.
 */
class FaultMatrixTest {

    /** Faults after which the protocol itself makes records come again, or for the first time later than they would have. */
    private static final Set<Fault> MAY_REPEAT = EnumSet.of(
            Fault.LOST_CURSOR,
            Fault.BOUNDARY_DUPLICATE,
            Fault.CROWD,
            Fault.LATE_RECORD,
            Fault.MOVING_RECORDS,
            Fault.TOO_RECENT);

    /** Faults that end a walk before its end, or hide a record: versions that change before the next walk are never seen, newest ones are. */
    private static final Set<Fault> MAY_SKIP_VERSIONS =
            EnumSet.of(Fault.LATE_RECORD, Fault.MOVING_RECORDS, Fault.NULL_CURSOR, Fault.TOO_RECENT);

    private static final int PERCENT = 40;
    private static final int PERCENT_OF_LOST_CURSORS = 8;
    private static final int MOST_RUNS = 200;

    @TempDir
    private Path folder;

    private final long seed = Proof.seed("FaultMatrixTest");
    private final Random random = new Random(seed);
    private final Simulator simulator =
            Simulator.start(SimulatorOptions.of(seed, 0.004, Instant.now().minus(Duration.ofDays(40))));
    private final Map<String, Account> accounts = new HashMap<>();
    private int runs;
    private int trials;

    /** The ways to page and continue, each with an entity that goes it and a page so small that there are several. */
    private enum Kind {
        SINCE("pipedrive", "persons", 25),
        CURSOR_SNAPSHOT("pipedrive", "stages", 4),
        SINGLE("pipedrive", "users", 0),
        FROM_CURSOR("zendesk", "tickets", 10),
        FROM_TIME("zendesk", "organizations", 2),
        LIST_SNAPSHOT("zendesk", "ticket_fields", 4),
        NUMBERED_SNAPSHOT("zendesk", "ticket_forms", 1);

        private final String source;
        private final String entity;
        private final int pageSize;

        Kind(String source, String entity, int pageSize) {
            this.source = source;
            this.entity = entity;
            this.pageSize = pageSize;
        }
    }

    /** What became of a fault on a way of paging: how often it was injected, and lines that came more than once because of it. */
    private record Cell(int injected, long repeated) {}

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void whateverGoesWrongBronzeEndsUpAsIfNothingHad() throws Exception {
        int wanted = Proof.tries(1, 26);
        boolean everything = Proof.tries(0, 1) == 1;
        Map<Fault, Map<Kind, Cell>> matrix = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            Map<Kind, Cell> row = matrix.computeIfAbsent(fault, f -> new EnumMap<>(Kind.class));
            List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
            Collections.shuffle(kinds, random);
            for (Kind kind : everything ? kinds : severalTimes(kinds)) {
                Cell cell = cell(fault, kind, wanted);
                row.put(kind, cell);
                if (!everything && cell.injected() > 0) {
                    break;
                }
            }
            assertThat(row.values().stream().mapToInt(Cell::injected).sum())
                    .as("%s fits no reply at all", fault)
                    .isPositive();
        }
        publish(matrix);
    }

    /** A single trial may end before chance strikes. */
    private static List<Kind> severalTimes(List<Kind> kinds) {
        return Collections.nCopies(4, kinds).stream().flatMap(List::stream).toList();
    }

    private Cell cell(Fault fault, Kind kind, int wanted) throws Exception {
        int injected = 0;
        long repeated = 0;
        for (int trial = 0; injected < wanted && (injected > 0 || trial < Proof.tries(1, 3)); trial++) {
            Cell cell = trial(fault, kind);
            injected += cell.injected();
            repeated += cell.repeated();
        }
        return new Cell(injected, repeated);
    }

    private Cell trial(Fault fault, Kind kind) throws Exception {
        Account account = accounts.computeIfAbsent(kind.source, this::account);
        Entity entity = Pages.ofSize(account.source().entity(kind.entity), kind.pageSize);
        boolean grows = Set.of(Kind.SINCE, Kind.FROM_CURSOR, Kind.FROM_TIME).contains(kind);
        ChangeRequest changes = new ChangeRequest(grows ? 2 : 0, 3, 0, 0, 0, Set.of(kind.entity));
        FaultPlan plan =
                new FaultPlan(random.nextLong(), percent(fault), Set.of(fault), () -> simulator.change(changes));
        LakeStorage calm = new LocalLake(folder.resolve("calm-" + ++trials));
        LakeStorage stormy = new LocalLake(folder.resolve("stormy-" + trials));
        for (int round = 0; round < 2; round++) {
            extract(account, entity, calm, null, fault);
            extract(account, entity, stormy, plan, fault);
            simulator.change(changes);
        }
        extract(account, entity, stormy, null, fault);
        extract(account, entity, calm, null, fault);

        String at = fault + " on " + kind;
        Map<String, Integer> expected = lines(calm, kind);
        Map<String, Integer> found = lines(stormy, kind);
        assertEqual(at, newest(expected, entity), newest(found, entity));
        if (!MAY_SKIP_VERSIONS.contains(fault)) {
            assertEqual(at, ones(expected), ones(found));
        }
        if (!MAY_SKIP_VERSIONS.contains(fault) && !mayRepeat(fault, kind)) {
            assertEqual(at, expected, found);
        }
        int injected = plan.injected().getOrDefault(fault, 0);
        return new Cell(injected, MAY_SKIP_VERSIONS.contains(fault) ? 0 : count(found) - count(expected));
    }

    /** A walk that loses its cursor begins again: it would never end if that happened on every second page. */
    private static int percent(Fault fault) {
        return fault == Fault.LOST_CURSOR ? PERCENT_OF_LOST_CURSORS : PERCENT;
    }

    /** An export by time that is stopped within a second that fills a page begins that second again. */
    private static boolean mayRepeat(Fault fault, Kind kind) {
        return MAY_REPEAT.contains(fault) || kind == Kind.FROM_TIME;
    }

    /** Reports what is missing, surplus or different, not everything. */
    private static <T> void assertEqual(String at, Map<String, T> expected, Map<String, T> found) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        List<String> differences = keys.stream()
                .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
                .map(key -> key + ": expected " + expected.get(key) + ", found " + found.get(key))
                .toList();
        assertThat(differences).as("differences of %s", at).isEmpty();
    }

    private static Map<String, Integer> ones(Map<String, Integer> lines) {
        Map<String, Integer> ones = new TreeMap<>(lines);
        ones.replaceAll((line, count) -> 1);
        return ones;
    }

    /** Runs until one completes, as a schedule would. */
    private void extract(Account account, Entity entity, LakeStorage lake, @Nullable FaultPlan plan, Fault fault)
            throws Exception {
        simulator.inject(plan == null ? new FaultPlan(0, 0, Set.of(), null) : plan);
        Patience patience = new Patience(
                3,
                Duration.ofMillis(1),
                Duration.ofMillis(3),
                fault == Fault.STALL ? Duration.ofMillis(250) : Duration.ofSeconds(20),
                Duration.ofMinutes(5));
        SourceException last = null;
        for (int run = 0; run < MOST_RUNS; run++) {
            RunId id = RunId.at(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(++runs));
            SourceClient client = SourceClient.of(account, patience, 0, InstantSource.system(), ExtractionListener.NONE)
                    .forEntity(entity);
            try {
                new Extraction(
                                lake,
                                client,
                                entity,
                                new RunContext(id, "test", InstantSource.system()),
                                ExtractionListener.NONE)
                        .run();
                return;
            } catch (SourceException e) {
                last = e;
            }
        }
        throw new AssertionError(fault + ": no run of " + MOST_RUNS + " came to its end", last);
    }

    private Account account(String source) {
        Settings settings = new Settings(Map.of(
                "PIPEDRIVE_SCOPES", "comercial",
                "PIPEDRIVE_BASE_URL", simulator.pipedriveUrl(),
                "PIPEDRIVE_TOKEN_COMERCIAL", simulator.pipedriveToken("comercial"),
                "ZENDESK_BASE_URL", simulator.zendeskUrl(),
                "ZENDESK_EMAIL", simulator.zendeskEmail(),
                "ZENDESK_API_TOKEN", simulator.zendeskToken()));
        return Configuration.resolve(settings, CatalogReader.shipped(), folder, Selection.ALL, true).accounts().stream()
                .filter(account -> account.source().name().equals(source))
                .findFirst()
                .orElseThrow();
    }

    /** The lines of all committed parts, each with how often it is there. */
    private static Map<String, Integer> lines(LakeStorage lake, Kind kind) throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        Manifests manifests = new Manifests(lake);
        for (BronzePaths.ManifestPath path : manifests.list(kind.source)) {
            for (Part part : manifests.read(path.path()).parts()) {
                try (GZIPInputStream in = new GZIPInputStream(lake.open(part.path()))) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> lines.merge(line, 1, Integer::sum));
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return lines;
    }

    private static long count(Map<String, Integer> lines) {
        return lines.values().stream().mapToLong(Integer::intValue).sum();
    }

    /** Of each record the line with the newest time. */
    private static Map<String, String> newest(Map<String, Integer> lines, Entity entity) {
        Map<String, String> newest = new HashMap<>();
        Map<String, String> times = new HashMap<>();
        for (String line : lines.keySet()) {
            JsonNode record = JsonMapper.shared().readTree(line);
            String key = record.path(entity.key()).asString();
            String time = entity.version().isEmpty()
                    ? ""
                    : record.path(entity.version().get(0).field()).asString("");
            if (time.compareTo(times.getOrDefault(key, "")) >= 0) {
                times.put(key, time);
                newest.put(key, line);
            }
        }
        return newest;
    }

    private static void publish(Map<Fault, Map<Kind, Cell>> matrix) throws IOException {
        StringBuilder table = new StringBuilder("| fault |");
        for (Kind kind : Kind.values()) {
            table.append(' ').append(kind.name().toLowerCase(Locale.ROOT)).append(" |");
        }
        table.append("\n|---|").append("---:|".repeat(Kind.values().length)).append('\n');
        int injected = 0;
        long repeated = 0;
        for (Map.Entry<Fault, Map<Kind, Cell>> row : matrix.entrySet()) {
            table.append("| ")
                    .append(row.getKey().name().toLowerCase(Locale.ROOT))
                    .append(" |");
            for (Kind kind : Kind.values()) {
                Cell cell = row.getValue().get(kind);
                table.append(' ').append(text(cell)).append(" |");
                injected += cell == null ? 0 : cell.injected();
                repeated += cell == null ? 0 : cell.repeated();
            }
            table.append('\n');
        }
        Proof.publish(
                "fault-matrix",
                injected + " faults injected; 0 records lost, 0 lines doubled but for the " + repeated
                        + " that the protocol itself repeats (after +). For records that these faults delay or hide, only the newest"
                        + " version is compared and repeats are not counted: " + MAY_SKIP_VERSIONS + ".\n\n"
                        + table);
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return cell.injected() == 0 ? "-" : cell.injected() + (cell.repeated() == 0 ? "" : " +" + cell.repeated());
    }
}
