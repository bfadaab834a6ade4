package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that move or check data take. */
final class SelectionOptions {

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--source", paramLabel = "S", description = "This source only, such as pipedrive.")
    private @Nullable String source;

    @Option(names = "--scope", paramLabel = "S", description = "This scope only, such as comercial.")
    private @Nullable String scope;

    @Option(names = "--entity", paramLabel = "E", description = "This entity only, such as deals.")
    private @Nullable String entity;

    @Option(names = "--json", description = "Prints the result as JSON, as in run_results.json.")
    private boolean json;

    Path home() {
        return home.folder();
    }

    HomeOption place() {
        return home;
    }

    boolean isJson() {
        return json;
    }

    Selection selection() {
        return new Selection(source, scope, entity);
    }
}
