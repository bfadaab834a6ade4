package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.StateChanges;
import com.skyfit.lake.operations.StateWish;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.warehouse.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where extraction goes on, to look at and to change. */
@Command(
        name = "state",
        description = {
            "Shows and changes where the extraction of an entity goes on. The state is in the newest manifest of the entity; a change",
            "writes another one, so that all that was can be seen and restored. A subject is source.scope.entity, as status shows it."
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  skyfit state list --source pipedrive",
            "  skyfit state show pipedrive.comercial.deals",
            "  skyfit state set pipedrive.comercial.deals --watermark 2026-01-01T00:00:00Z --reason \"support ticket 17\"",
            "  skyfit state set zendesk.support.tickets --from-start",
            "  skyfit state history pipedrive.comercial.deals",
            "  skyfit state undo pipedrive.comercial.deals"
        })
final class StateCommand {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String ROW = "%-40s %-16s %-21s %s";

    @Spec
    private @Nullable CommandSpec spec;

    /** What every command about one subject takes. */
    private static final class SubjectOptions {

        @Mixin
        private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "SUBJECT", description = "source.scope.entity, such as pipedrive.comercial.deals.")
        private String subject = "";
    }

    /** Where to go on from, one of them. */
    private static final class From {

        @Option(
                names = "--watermark",
                paramLabel = "T",
                description = "Reads what changed at that time or later, such as 2026-01-01T00:00:00Z.")
        private @Nullable Instant watermark;

        @Option(names = "--cursor", paramLabel = "C", description = "Goes on from that position of an export.")
        private @Nullable String cursor;

        @Option(names = "--from-start", description = "Reads everything again.")
        private boolean fromStart;

        private StateWish wish() {
            if (watermark != null) {
                return new StateWish.Since(watermark);
            }
            if (cursor != null) {
                return new StateWish.Position(cursor);
            }
            if (fromStart) {
                return new StateWish.FromStart();
            }
            throw new IllegalStateException("The command line takes one of them");
        }
    }

    @Command(name = "list", description = "Shows where each entity stands, listing by listing.")
    int list(@Mixin SelectionOptions options) throws Exception {
        Console console = Console.of(spec);
        Selection selection = options.selection();
        Configuration configuration = Commands.configuration(options.home(), selection);
        Manifests manifests = new Manifests(configuration.lake());
        Map<String, Object> all = new LinkedHashMap<>();
        for (ScopedEntity subject : configuration.subjects(selection)) {
            manifests.newest(subject.subject()).ifPresent(newest -> all.put(subject.toString(), newest.stateAfter()));
            if (!options.isJson()) {
                print(console, subject, all.get(subject.toString()));
            }
        }
        if (options.isJson()) {
            console.line(JSON.writeValueAsString(all));
        }
        return 0;
    }

    private static void print(Console console, ScopedEntity subject, @Nullable Object listings) {
        if (!(listings instanceof Map<?, ?> states) || states.isEmpty()) {
            String from = listings == null ? "never read" : "read from its start";
            console.line(String.format(Locale.ROOT, ROW, subject, "", "", from));
            return;
        }
        states.forEach((listing, state) -> console.line(row(subject, String.valueOf(listing), (ListingState) state)));
    }

    private static String row(ScopedEntity subject, String listing, ListingState state) {
        String goesOn = state.walk() != null
                ? "in the middle of a walk"
                : state.cursor() != null ? "from its position " + state.cursor() : "";
        return String.format(
                Locale.ROOT, ROW, subject, listing, state.watermark() == null ? "-" : state.watermark(), goesOn);
    }

    @Command(name = "show", description = "Prints the whole state of an entity as JSON.")
    int show(@Mixin SubjectOptions options) throws Exception {
        Configuration configuration = configuration(options);
        ScopedEntity subject = subject(configuration, options);
        Manifest newest =
                new Manifests(configuration.lake()).newest(subject.subject()).orElse(null);
        if (newest == null) {
            Console.of(spec).line(subject + " was never read");
            return 1;
        }
        print(newest);
        return 0;
    }

    @Command(name = "set", description = "Lets the next extraction go on from elsewhere.")
    int set(
            @Mixin SubjectOptions options,
            @ArgGroup(multiplicity = "1") From from,
            @Option(
                            names = "--listing",
                            paramLabel = "L",
                            description = "This listing only, as list shows it. Default: all of the entity.")
                    @Nullable String listing,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Kept with the change.")
                    String reason)
            throws Exception {
        Configuration configuration = configuration(options);
        ScopedEntity subject = subject(configuration, options);
        Map<String, ListingState> wanted;
        try {
            wanted = from.wish().states(subject.entity(), listing, Instant.now());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        try (Database database = Database.open(configuration.database(), options.home.folder())) {
            print(changes(configuration, database).set(subject, wanted, reason));
        }
        return 0;
    }

    @Command(
            name = "undo",
            description = {
                "Restores the state that was before a run. What was read since stays in the lake, and is read again. An undo can be",
                "undone."
            })
    int undo(
            @Mixin SubjectOptions options,
            @Option(
                            names = "--run",
                            paramLabel = "ID",
                            description = "The run, as history shows it. Default: the newest that left a manifest.")
                    @Nullable String run,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Kept with the change.")
                    String reason)
            throws Exception {
        Configuration configuration = configuration(options);
        ScopedEntity subject = subject(configuration, options);
        try (Database database = Database.open(configuration.database(), options.home.folder())) {
            print(changes(configuration, database).undo(subject, run == null ? null : new RunId(run), reason));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    @Command(name = "history", description = "Shows what led to the state of an entity, newest first.")
    int history(
            @Mixin SubjectOptions options,
            @Option(
                            names = "--most",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Shows so many manifests. Default: ${DEFAULT-VALUE}.")
                    int most)
            throws Exception {
        Configuration configuration = configuration(options);
        ScopedEntity subject = subject(configuration, options);
        Console console = Console.of(spec);
        Manifests manifests = new Manifests(configuration.lake());
        List<BronzePaths.ManifestPath> newestFirst = manifests.list(subject.subject());
        for (BronzePaths.ManifestPath path : newestFirst.subList(0, Math.min(most, newestFirst.size()))) {
            console.line(row(manifests.read(path.path())));
        }
        if (most < newestFirst.size()) {
            console.line((newestFirst.size() - most) + " older ones; say --most " + newestFirst.size());
        }
        return 0;
    }

    private static String row(Manifest manifest) {
        Manifest.Change change = manifest.change();
        String what = change == null
                ? manifest.records() + " records" + (manifest.complete() ? "" : ", to be gone on with")
                : change.command() + (change.reason().isEmpty() ? "" : ": " + change.reason());
        return String.format(
                Locale.ROOT,
                "%-20s %5d  %-21s %s",
                manifest.runId(),
                manifest.sequence(),
                manifest.watermark().map(Instant::toString).orElse("-"),
                what);
    }

    private void print(Manifest manifest) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("source", manifest.source());
        shown.put("scope", manifest.scope());
        shown.put("entity", manifest.entity());
        shown.put("run_id", manifest.runId());
        shown.put("committed_at", manifest.committedAt());
        shown.put("change", manifest.change());
        shown.put("listings", manifest.stateAfter());
        shown.put("listed", manifest.listed());
        Console.of(spec).line(JSON.writeValueAsString(shown));
    }

    private static Configuration configuration(SubjectOptions options) {
        return Commands.configuration(options.home.folder(), Selection.ALL);
    }

    private static StateChanges changes(Configuration configuration, Database database) {
        return new StateChanges(
                configuration.lake(), new WriterRun(database.warehouse(), Version.text(), InstantSource.system()));
    }

    private ScopedEntity subject(Configuration configuration, SubjectOptions options) {
        List<ScopedEntity> subjects = configuration.subjects(Selection.ALL);
        return subjects.stream()
                .filter(subject -> subject.toString().equals(options.subject))
                .findFirst()
                .orElseThrow(() -> usage("Unknown subject '" + options.subject + "': expected one of "
                        + String.join(
                                ", ",
                                subjects.stream().map(ScopedEntity::toString).toList())));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(Console.specified(spec).commandLine(), problem);
    }
}
