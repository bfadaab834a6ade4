package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.warehouse.GoldTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The catalog as this program reads it: the shipped files with those of the home laid over them. */
@Command(
        name = "catalog",
        description = "Shows what the catalog describes, and finds the mistakes in it.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  skyfit catalog validate", "  skyfit catalog show --table pd_deals"})
final class CatalogCommand {

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "validate",
            description =
                    "Reads the catalog with its own files over the shipped ones, and reports every mistake with file and line.",
            exitCodeList = {"0:the catalog is valid", ExitCodeText.FAILED, "2:wrong usage, or the catalog has mistakes"
            })
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

    @Command(
            name = "show",
            description = "Lists sources, entities and tables, or the columns of one table.",
            exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE})
    int show(
            @Mixin HomeOption home,
            @Option(
                            names = "--table",
                            paramLabel = "T",
                            completionCandidates = KnownNames.Tables.class,
                            description = "This table's columns, such as pd_deals.")
                    @Nullable String table) {
        Catalog catalog = home.catalog();
        List<String> lines = new ArrayList<>();
        if (table == null) {
            for (Source source : catalog.sources()) {
                source.entities().forEach(entity -> lines.addAll(overview(source, entity)));
            }
        } else {
            lines.addAll(columns(table(catalog, table.replaceFirst("^core\\.", ""))));
        }
        lines.forEach(Console.of(spec)::line);
        return 0;
    }

    private Table table(Catalog catalog, String name) {
        List<Table> tables = catalog.sources().stream()
                .flatMap(source -> source.entities().stream())
                .flatMap(entity -> entity.tables().stream())
                .toList();
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        Console.specified(spec).commandLine(),
                        NearestName.unknown(
                                "table", name, tables.stream().map(Table::name).toList())));
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
        TextTable columns = new TextTable("<<<");
        for (Column column : table.columns()) {
            columns.row("  " + column.name(), column.type().written(), column.description());
        }
        List<String> lines = new ArrayList<>();
        lines.add(GoldTable.of(table) + ": " + table.description());
        lines.addAll(columns.lines());
        return lines;
    }
}
