package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which home and which part of the lake a command is about. */
final class SelectionOptions {

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--source",
            paramLabel = "S",
            completionCandidates = KnownNames.Sources.class,
            description = "This source only, such as pipedrive.")
    private @Nullable String source;

    @Option(
            names = "--scope",
            paramLabel = "S",
            completionCandidates = KnownNames.Scopes.class,
            description = "This scope only, such as comercial.")
    private @Nullable String scope;

    @Option(
            names = "--entity",
            paramLabel = "E",
            completionCandidates = KnownNames.Entities.class,
            description = "This entity only, such as deals.")
    private @Nullable String entity;

    Path home() {
        return home.folder();
    }

    HomeOption place() {
        return home;
    }

    Selection selection() {
        return new Selection(source, scope, entity);
    }
}
