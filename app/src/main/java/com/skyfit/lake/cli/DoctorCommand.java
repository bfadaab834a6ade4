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
            "Looks for problems before a run: this machine, the settings, the lake, the database, each account.",
            "It changes nothing. With --write it also writes an object to the lake, and gives it up before anybody can see it."
        },
        exitCodeList = {
            "0:there is no problem; there may be warnings",
            "1:there is a problem, or the command failed",
            ExitCodeText.USAGE,
            ExitCodeText.INTERRUPTED
        },
        footer = {"", "Examples:", "  skyfit doctor", "  skyfit doctor --write", "  skyfit doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "Prints what was found as one JSON object.")
    private boolean json;

    @Option(names = "--write", description = "Also tries whether objects can be created in the lake.")
    private boolean write;

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
                        InstantSource.system(),
                        write)
                .examine();
        if (json) {
            console.line(Json.of(new Examination(
                    count(found, Diagnosis.Grade.PROBLEM), count(found, Diagnosis.Grade.WARNING), found)));
        } else {
            print(console, found);
            console.line("problems: " + count(found, Diagnosis.Grade.PROBLEM) + ", warnings: "
                    + count(found, Diagnosis.Grade.WARNING));
        }
        return count(found, Diagnosis.Grade.PROBLEM) == 0 ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }

    private static long count(List<Diagnosis> found, Diagnosis.Grade grade) {
        return found.stream().filter(diagnosis -> diagnosis.grade() == grade).count();
    }

    private static void print(Console console, List<Diagnosis> found) {
        TextTable table = new TextTable("<<<<");
        found.forEach(
                diagnosis -> table.row(word(diagnosis), diagnosis.check(), diagnosis.subject(), diagnosis.found()));
        List<String> lines = table.lines();
        for (int i = 0; i < lines.size(); i++) {
            Diagnosis diagnosis = found.get(i);
            console.line(
                    switch (diagnosis.grade()) {
                        case OK -> lines.get(i);
                        case WARNING -> console.coloured("yellow", lines.get(i));
                        case PROBLEM -> console.coloured("red", lines.get(i));
                    });
            if (!diagnosis.advice().isEmpty()) {
                console.line("         to do: " + diagnosis.advice());
            }
        }
    }

    private static String word(Diagnosis diagnosis) {
        return diagnosis.grade().name().toLowerCase(Locale.ROOT);
    }
}
