package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.doctor.Diagnosis;
import com.skyfit.lake.doctor.Doctor;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What could be wrong before anything runs. */
@Command(
        name = "doctor",
        description = {
            "Looks for what can be wrong, and changes nothing: this machine, the settings, the lake, the database, each account.",
            "Ends with 0 where there is no problem; warnings do not count."
        },
        footer = {"", "Examples:", "  skyfit doctor", "  skyfit doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "One JSON object instead of a text.")
    private boolean json;

    /** What was found, for programs. */
    private record Examination(long problems, long warnings, List<Diagnosis> found) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Path folder = home.folder();
        Configuration.Understood understood =
                Configuration.understand(home.settings(), home.catalog(), folder, Selection.ALL, true);
        List<Diagnosis> found = new Doctor(
                        understood,
                        EmbeddedServer.running(Database.serverHome(folder)).map(EmbeddedServer::address),
                        home.envFiles(),
                        InstantSource.system())
                .examine();
        if (json) {
            console.line(Json.of(new Examination(
                    count(found, Diagnosis.Grade.PROBLEM), count(found, Diagnosis.Grade.WARNING), found)));
        } else {
            found.forEach(diagnosis -> print(console, diagnosis));
            console.line("problems: " + count(found, Diagnosis.Grade.PROBLEM) + ", warnings: "
                    + count(found, Diagnosis.Grade.WARNING));
        }
        return count(found, Diagnosis.Grade.PROBLEM) == 0 ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }

    private static long count(List<Diagnosis> found, Diagnosis.Grade grade) {
        return found.stream().filter(diagnosis -> diagnosis.grade() == grade).count();
    }

    private static void print(Console console, Diagnosis diagnosis) {
        String line = String.format(
                Locale.ROOT,
                "%-8s %-12s %-20s %s",
                word(diagnosis),
                diagnosis.check(),
                diagnosis.subject(),
                diagnosis.found());
        console.line(
                switch (diagnosis.grade()) {
                    case OK -> line;
                    case WARNING -> console.coloured("yellow", line);
                    case PROBLEM -> console.coloured("red", line);
                });
        if (!diagnosis.advice().isEmpty()) {
            console.line("         to do: " + diagnosis.advice());
        }
    }

    private static String word(Diagnosis diagnosis) {
        return diagnosis.grade().name().toLowerCase(Locale.ROOT);
    }
}
