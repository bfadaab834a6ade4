package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.powerbi.Language;
import com.skyfit.lake.powerbi.PowerBiExport;
import com.skyfit.lake.powerbi.ProjectFolder;
import com.skyfit.lake.powerbi.star.Star;
import com.skyfit.lake.powerbi.star.StarReader;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.DatabaseAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A project for Power BI Desktop. */
@Command(
        name = "export",
        description = {
            "Writes a project for Power BI Desktop: a semantic model of schema bi, and a report.",
            "Tables, relationships, measures and roles are those of the models and metrics as they are built now. Open SkyFit.pbip in the folder that is named at the end.",
            "Another export into the same folder replaces the semantic model, and the report unless somebody has changed it."
        },
        exitCodeList = {"0:the project was written", ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class PowerBiExportCommand implements Callable<Integer> {

    private static final String SERVER = "[^:\\s]+(:[0-9]{1,5})?";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the project. Default: powerbi in the home.")
    private @Nullable Path out;

    @Option(
            names = "--language",
            paramLabel = "en|pt",
            defaultValue = "en",
            description = "Language of titles. Descriptions are English. Default: ${DEFAULT-VALUE}.")
    private String language = "en";

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description =
                    "The database as Power BI reaches it; it can be changed there. Default: the one that the settings name.")
    private @Nullable String server;

    @Option(names = "--database", paramLabel = "NAME", description = "Its name. Default: as the settings name it.")
    private @Nullable String database;

    @Option(names = "--force", description = "Replaces a semantic model that somebody has changed since its export.")
    private boolean force;

    @Option(names = "--report", description = "Replaces a report that somebody has changed, with all its pages.")
    private boolean report;

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Language wanted = language();
        if (server != null && !server.matches(SERVER)) {
            throw refused("Invalid value for --server: expected HOST:PORT, such as db.example.com:5432");
        }
        Configuration configuration = home.readingConfiguration(Selection.ALL);
        ModelProject project = ProjectReader.read(home.folder(), configuration.catalog());
        PowerBiExport export;
        try (Database opened = Database.openToRead(configuration.database(), home.folder());
                Connection connection = opened.warehouse().connect()) {
            Star star = StarReader.read(connection, project, configuration.catalog());
            if (star.tables().isEmpty()) {
                throw new NothingFoundException(
                        "There is nothing to export: no model of schema bi is built. Run 'skyfit run', or 'skyfit models build' if gold is filled");
            }
            DatabaseAddress address = opened.warehouse().address();
            export = PowerBiExport.of(
                    star,
                    project.layer(),
                    wanted,
                    server == null ? address.host() + ":" + address.port() : server,
                    database == null ? address.database() : database);
        }
        Path folder = (out == null ? home.folder().resolve("powerbi") : out.toAbsolutePath()).normalize();
        boolean keptReport = written(new ProjectFolder(folder), export);
        export.leftOut().forEach(reason -> console.line("left out: " + reason));
        console.line(export.tables() + " tables, " + export.measures() + " measures, " + export.pages() + " pages");
        if (keptReport) {
            console.line("The report was changed since its export and stays as it is; --report replaces it.");
        }
        console.line("Open in Power BI Desktop: " + folder.resolve("SkyFit.pbip"));
        return 0;
    }

    private Language language() {
        for (Language known : Language.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(language)) {
                return known;
            }
        }
        throw refused("Invalid value for --language: expected en or pt, found '" + language + "'");
    }

    private boolean written(ProjectFolder folder, PowerBiExport export) throws Exception {
        try {
            return folder.write(export, force, report);
        } catch (ProjectFolder.InUseException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException refused(String problem) {
        return new ParameterException(Console.specified(spec).commandLine(), problem);
    }
}
