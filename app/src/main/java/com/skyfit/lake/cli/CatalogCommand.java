package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.GoldTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The catalog as this program reads it: the shipped files with those of the home laid over them. */
@Command(
        name = "catalog",
        description = "Shows what the catalog describes, or whether it has mistakes.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  skyfit catalog validate", "  skyfit catalog show --table pd_deals"})
final class CatalogCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "validate",
            description =
                    "Reads the shipped catalog with the files of {home}/catalog, or of a folder, over it; reports every mistake with file and line.")
    int validate(
            @Mixin HomeOption home,
            @Parameters(
                            paramLabel = "FOLDER",
                            arity = "0..1",
                            description = "Files to lay over the shipped ones instead of those in the home.")
                    @Nullable Path folder) {
        Catalog catalog = folder == null ? home.catalog() : CatalogReader.shippedUnder(CatalogFile.folder(folder));
        long entities = catalog.sources().stream()
                .mapToLong(source -> source.entities().size())
                .sum();
        Console.of(spec).line("valid: " + catalog.sources().size() + " sources, " + entities + " entities");
        return 0;
    }

    @Command(name = "show", description = "Lists sources, entities and tables, or the columns of one table.")
    int show(
            @Mixin HomeOption home,
            @Option(names = "--table", paramLabel = "T", description = "This table's columns, such as pd_deals.")
                    @Nullable String table) {
        Catalog catalog = home.catalog();
        List<String> lines = new ArrayList<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                if (table == null) {
                    lines.addAll(overview(source, entity));
                } else {
                    entity.tables().stream()
                            .filter(candidate -> candidate.name().equals(table.replaceFirst("^core\\.", "")))
                            .forEach(found -> lines.addAll(columns(found)));
                }
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("Unknown table '" + table + "': skyfit catalog show lists them");
        }
        lines.forEach(Console.of(spec)::line);
        return 0;
    }

    private static List<String> overview(Source source, Entity entity) {
        List<String> lines = new ArrayList<>();
        lines.add(source.name() + "." + entity.name() + ": " + entity.description());
        for (Listing listing : entity.listings()) {
            lines.add("  asks  " + listing.path() + " (" + listing.name() + ")");
        }
        for (Table table : entity.tables()) {
            lines.add("  fills " + GoldTable.of(table) + ", " + table.columns().size() + " columns");
        }
        return lines;
    }

    private static List<String> columns(Table table) {
        List<String> lines = new ArrayList<>();
        lines.add(GoldTable.of(table) + ": " + table.description());
        for (Column column : table.columns()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-32s %-14s %s",
                    column.name(),
                    column.type().written(),
                    column.description()));
        }
        return lines;
    }
}
