package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.catalog.reading.InvalidCatalogException;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.configuration.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where everything local is, and the settings and the catalog that are found there; as every command takes it. */
final class HomeOption {

    private static final Path USUAL_ENV_FILE = Path.of(".env");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Folder of everything local: lake/, pg/, logs/, catalog/, models/, powerbi/, run_results.json. Default: SKYFIT_HOME, else ./skyfit-home.")
    private @Nullable Path home;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description =
                    "File of settings, read in place of .env in the working folder and in the home folder. The environment wins over all of them.")
    private @Nullable Path envFile;

    /** When the command was put together: its log and its run are named by it. */
    private final Instant begunAt = Instant.now();

    Instant begunAt() {
        return begunAt;
    }

    Path folder() {
        Path wanted = home == null
                ? Path.of(Settings.peek("SKYFIT_HOME", System.getenv(), List.of(firstEnvFile()))
                        .orElse("skyfit-home"))
                : home;
        return wanted.toAbsolutePath().normalize();
    }

    private Path firstEnvFile() {
        return envFile == null ? USUAL_ENV_FILE : envFile;
    }

    /** The files that settings are read from, the first winning. */
    List<Path> envFiles() {
        if (envFile == null) {
            return Stream.of(USUAL_ENV_FILE.toAbsolutePath(), folder().resolve(".env"))
                    .filter(Files::isRegularFile)
                    .distinct()
                    .toList();
        }
        if (!Files.isRegularFile(envFile)) {
            throw new InvalidSettingsException(List.of("--env-file: there is no file " + envFile.toAbsolutePath()));
        }
        return List.of(envFile.toAbsolutePath());
    }

    /**
     * Opens a log of the command in the home; where that cannot be written, elsewhere, and says where. It is open before anything is understood that
     * may be wrong.
     */
    LogFile log() {
        return log(begunAt);
    }

    /** The same for what begins at that moment. */
    LogFile log(Instant begunAt) {
        Path home = folder();
        List<Path> files = envFile == null ? List.of(USUAL_ENV_FILE, home.resolve(".env")) : List.of(envFile);
        boolean json = Settings.peek("SKYFIT_LOG_FORMAT", System.getenv(), files)
                .filter("json"::equals)
                .isPresent();
        LogFile log = LogFile.open(home, begunAt, json);
        if (!log.file().startsWith(home)) {
            warn("no log can be written in " + home + "; it is in " + log.file());
        }
        return log;
    }

    /** The settings of the environment and of the files. */
    Settings settings() {
        return Settings.read(System.getenv(), envFiles());
    }

    /** The shipped catalog with the files of the home over it. */
    Catalog catalog() {
        return CatalogReader.shippedUnder(CatalogFile.folder(folder().resolve("catalog")));
    }

    /** The same for a command that only reads: a mistake in a file of the home is told, and the shipped catalog is used. */
    Catalog readingCatalog() {
        try {
            return catalog();
        } catch (InvalidCatalogException e) {
            warn(e.getMessage()
                    + "\nThe catalog that comes with the program is used; no run starts before this is put right.");
            return CatalogReader.shipped();
        }
    }

    /** The configuration for a selection, where no source is asked. */
    Configuration configuration(Selection selection) {
        return configuration(selection, catalog());
    }

    /** The same with {@link #readingCatalog}. */
    Configuration readingConfiguration(Selection selection) {
        return configuration(selection, readingCatalog());
    }

    private Configuration configuration(Selection selection, Catalog catalog) {
        Settings settings = settings();
        tellNotes(settings, catalog, selection);
        return Configuration.resolve(settings, catalog, folder(), selection, false);
    }

    /** Shows what of the settings may not be what was meant. */
    void tellNotes(Settings settings, Catalog catalog, Selection selection) {
        Configuration.understand(settings, catalog, folder(), selection, false)
                .notes()
                .forEach(this::warn);
    }

    private void warn(@Nullable String text) {
        Console.specified(spec).commandLine().getErr().println("warning: " + text);
    }
}
