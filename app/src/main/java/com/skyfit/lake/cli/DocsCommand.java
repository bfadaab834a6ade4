package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.documentation.Examples;
import com.skyfit.lake.documentation.Site;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pages for people who read gold. */
@Command(
        name = "docs",
        description = {
            "Writes a site that explains every table, column, model and metric, with its lineage back to the API.",
            "It needs no network: open index.html. Own files in {home}/catalog and {home}/models are part of it."
        },
        exitCodeList = {"0:the site is written", ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit docs", "  skyfit docs --examples"})
final class DocsCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write to; pages of an earlier site in it are replaced. Default: {home}/site.")
    private @Nullable Path out;

    @Option(
            names = "--examples",
            description = "Shows example values from the database, but for columns with personal data.")
    private boolean withExamples;

    @Override
    public Integer call() throws Exception {
        Catalog catalog = home.readingCatalog();
        Site site = new Site(catalog, ProjectReader.read(home.folder(), catalog));
        Path folder = out == null ? home.folder().resolve("site") : out;
        int pages = site.write(folder, withExamples ? examples(site) : Examples.NONE);
        Console.of(spec).line(pages + " pages; open " + folder.resolve("index.html"));
        return 0;
    }

    private Examples examples(Site site) throws Exception {
        try (Database database =
                Database.openToRead(home.configuration(Selection.ALL).database(), home.folder())) {
            return site.examples(database.warehouse());
        }
    }
}
