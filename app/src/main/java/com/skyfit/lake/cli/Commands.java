package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.warehouse.Database;
import java.nio.file.Path;
import java.time.InstantSource;

/** What commands start from: the settings and the catalog as they lie around. */
final class Commands {

    /** Where settings may be read from, beside the environment. */
    static final Path ENV_FILE = Path.of(".env");

    private Commands() {}

    /** The settings of the environment and of {@code .env} in the working folder. */
    static Settings settings() {
        return Settings.read(System.getenv(), ENV_FILE);
    }

    /** Whether a log line is to be a JSON object. */
    static boolean logsJson(Settings settings) {
        return settings.get("SKYFIT_LOG_FORMAT", "text").equals("json");
    }

    /** The shipped catalog with the files of the home over it. */
    static Catalog catalog(Path home) {
        return CatalogReader.shippedUnder(CatalogFile.folder(home.resolve("catalog")));
    }

    /** What makes a change to the lake a run of its own. */
    static WriterRun writer(Database database) {
        return new WriterRun(database.warehouse(), Version.text(), InstantSource.system());
    }

    /** The configuration for a selection, where no source is asked. */
    static Configuration configuration(Path home, Selection selection) {
        return Configuration.resolve(settings(), catalog(home), home, selection, false);
    }
}
