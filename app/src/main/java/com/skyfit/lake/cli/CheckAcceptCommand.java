package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.quality.Acceptances;
import com.skyfit.lake.quality.Checks;
import com.skyfit.lake.warehouse.Database;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An operator's word that what a check found is well. */
@Command(
        name = "accept",
        description = {
            "Accepts what a check found last, so that it no longer fails the run.",
            "It fails again when it finds something else."
        },
        exitCodeList = {
            "0:the result is accepted",
            "1:the newest result is no failure, or the command failed",
            ExitCodeText.USAGE,
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit check accept row-counts \"core.pd_deals comercial\" --reason \"closed\"",
            "  skyfit check accept quarantine pipedrive.comercial.persons --reason \"known\""
        })
final class CheckAcceptCommand implements Callable<Integer>, LeavesLog {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(index = "0", paramLabel = "CHECK", description = "The check's name, such as row-counts.")
    private String check = "";

    @Parameters(index = "1", paramLabel = "SUBJECT", description = "What it looked at, as its result names it.")
    private String subject = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why that is well; kept with the result.")
    private String reason = "";

    @Override
    public HomeOption place() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        if (!Checks.names().contains(check)) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(), NearestName.unknown("check", check, Checks.names()));
        }
        return Commands.logged(home, "check accept", () -> accept());
    }

    private int accept() throws Exception {
        Configuration configuration = home.configuration(Selection.ALL);
        try (Database database = Database.open(configuration.database(), home.folder())) {
            String accepted = Acceptances.accept(database.warehouse(), check, subject, reason, Instant.now())
                    .orElseThrow(() -> new NothingFoundException("The newest result of " + check + " for '" + subject
                            + "' is no failure: there is nothing to accept"));
            Console.of(spec).line("accepted: " + accepted);
            return 0;
        }
    }
}
