package com.skyfit.lake.cli;

import com.skyfit.lake.adopt.Adopted;
import com.skyfit.lake.adopt.AdoptionListener;
import com.skyfit.lake.adopt.LakeAdoption;
import com.skyfit.lake.bronze.BronzePaths;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A lake of the earlier scripts, taken over. */
@Command(
        name = "adopt",
        description = {
            "Takes over the lake that the earlier Python scripts wrote.",
            "The next load brings its parts into silver, and extraction resumes a day before its watermarks. Every part that no manifest names is read once; nothing is moved, changed or deleted, and no source is asked.",
            "Let the scripts end first. Run it again whenever parts were added or repaired: it takes up what is new."
        },
        exitCodeList = {
            "0:every part is adopted",
            "1:a part cannot be adopted, or the command failed; the other parts are adopted",
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit adopt --dry-run",
            "  skyfit adopt",
            "  skyfit adopt --source zendesk --json"
        })
final class AdoptCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SelectionOptions options = new SelectionOptions();

    @Option(names = "--json", description = "Prints what was adopted of each entity as one JSON object.")
    private boolean json;

    @Option(names = "--dry-run", description = "Reads everything, says what would be adopted, and writes nothing.")
    private boolean dryRun;

    /** What was adopted, for programs. */
    private record Adoptions(String runId, boolean dryRun, List<Adopted> adopted, List<String> leftAlone) {}

    @Override
    public HomeOption place() {
        return options.place();
    }

    @Override
    public Integer call() throws Exception {
        if (dryRun) {
            return shown(adoption(configuration()).look(options.selection()));
        }
        return Commands.logged(options.place(), "adopt", () -> {
            Configuration configuration = configuration();
            Files.createDirectories(options.home());
            try (Database database = Database.open(configuration.database(), options.home())) {
                return shown(
                        adoption(configuration).adopt(database.warehouse(), place().begunAt(), options.selection()));
            }
        });
    }

    private Configuration configuration() {
        return options.place().configuration(options.selection());
    }

    private LakeAdoption adoption(Configuration configuration) {
        return new LakeAdoption(
                configuration,
                Version.text(),
                InstantSource.system(),
                json ? AdoptionListener.NONE : new Shown(Console.of(spec)));
    }

    private int shown(LakeAdoption.Report report) {
        Console console = Console.of(spec);
        if (json) {
            console.line(Json.of(new Adoptions(report.runId().text(), dryRun, report.adopted(), report.leftAlone())));
        } else {
            print(console, report);
        }
        return report.exitCode().number();
    }

    /** One line for each entity as it is done, and on a terminal a passing one for the part that was read last. */
    private static final class Shown implements AdoptionListener {
        private final Console console;
        private long parts;

        Shown(Console console) {
            this.console = console;
        }

        @Override
        public void part(BronzePaths.PartPath part) {
            parts++;
            console.passing("  " + parts + " parts read, now " + part.path());
        }

        @Override
        public void adopted(Adopted adopted) {
            console.line(String.format(
                    Locale.ROOT,
                    "%-40s %6d parts %9d lines %12d bytes%s",
                    adopted.subject(),
                    adopted.parts(),
                    adopted.lines(),
                    adopted.bytes(),
                    adopted.known() == 0 ? "" : ", " + adopted.known() + " parts known before"));
            console.line("  watermark: " + adopted.watermark());
            console.line("  state:     " + adopted.state());
            new TreeMap<>(adopted.listings())
                    .forEach((listing, state) -> console.line("             " + listing + " " + from(state)));
            for (String refused : adopted.refused()) {
                console.line(console.coloured("red", "  not adopted: " + refused));
            }
        }

        private static String from(ListingState state) {
            if (state.cursor() != null) {
                return "from " + state.cursor();
            }
            return state.watermark() == null ? "from the start" : "from " + state.watermark();
        }
    }

    private void print(Console console, LakeAdoption.Report report) {
        report.leftAlone().forEach(left -> console.line("left alone: " + left));
        long parts = report.adopted().stream().mapToLong(Adopted::parts).sum();
        long refused = report.adopted().stream()
                .mapToLong(adopted -> adopted.refused().size())
                .sum();
        console.line((dryRun ? "would adopt " : "adopted ") + parts + " parts with "
                + report.adopted().stream().mapToLong(Adopted::lines).sum() + " lines, not adopted: " + refused);
        if (!dryRun && parts > 0) {
            console.line(
                    "the next 'skyfit run' loads them, and lists once whole what only absence tells to be deleted");
        }
    }
}
