package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.BronzeLine;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.gold.Trace;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.Database;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From a gold row back to what the source sent. */
@Command(
        name = "trace",
        description = {
            "Shows where a gold row comes from.",
            "Its bronze file and line, the raw record, and all older observations with what changed."
        },
        exitCodeList = {
            ExitCodeText.ANSWERED,
            "1:no such record was ever read, or the command failed",
            ExitCodeText.USAGE,
            ExitCodeText.INTERRUPTED
        },
        footer = {
            "",
            "Examples:",
            "  skyfit trace core.pd_deals --scope comercial --key 7",
            "  skyfit trace pd_deal_fields --scope comercial --key status",
            "  skyfit trace zd_tickets --scope support --key 46406158000001 --json"
        })
final class TraceCommand implements Callable<Integer> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "TABLE",
            completionCandidates = KnownNames.Tables.class,
            description = "The gold table; a child table stands for its parent.")
    private String table = "";

    @Option(
            names = "--scope",
            paramLabel = "S",
            completionCandidates = KnownNames.Scopes.class,
            required = true,
            description = "The business unit, such as comercial.")
    private String scope = "";

    @Option(
            names = "--key",
            paramLabel = "ID",
            required = true,
            description = "The record's id at its source, or a field's code.")
    private String key = "";

    @Option(names = "--json", description = "Prints the same as one JSON object.")
    private boolean json;

    private record Origin(Source source, Entity entity) {}

    @Override
    public Integer call() throws Exception {
        Console console = Console.of(spec);
        Configuration configuration = home.readingConfiguration(Selection.ALL);
        Origin origin = origin(configuration.catalog());
        if (origin.entity().keyType() == ColumnType.Simple.BIGINT && !key.matches("[0-9]{1,18}")) {
            throw usage("'" + key + "' is no id of " + origin.entity().name() + ": expected a whole number");
        }
        List<String> scopes =
                configuration.scopes().getOrDefault(origin.source().name(), List.of());
        if (!scopes.contains(scope)) {
            throw usage(NearestName.unknown("scope", scope, scopes));
        }
        try (Database database = Database.openToRead(configuration.database(), home.folder())) {
            Trace trace = Trace.of(database.warehouse(), origin.source(), origin.entity(), scope, key);
            if (trace.versions().isEmpty()) {
                throw new NothingFoundException(
                        "No record " + key + " of " + origin.source().name() + "." + scope + "."
                                + origin.entity().name() + " was ever read");
            }
            String raw = BronzeLine.read(
                    configuration.lake(),
                    trace.versions().get(0).blobPath(),
                    trace.versions().get(0).lineNo());
            if (json) {
                console.line(Json.of(traced(trace, raw)));
            } else {
                print(console, configuration, origin, trace, raw);
            }
        }
        return 0;
    }

    private Origin origin(Catalog catalog) {
        String name = table.replaceFirst("^core\\.", "");
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                if (entity.tables().stream()
                        .anyMatch(candidate -> candidate.name().equals(name))) {
                    return new Origin(source, entity);
                }
            }
        }
        if (ProjectReader.read(home.folder(), catalog)
                .model(name.substring(name.lastIndexOf('.') + 1))
                .isPresent()) {
            throw usage("'" + name + "' is a model: its rows have no origin of their own; trace a table that it reads");
        }
        throw usage(NearestName.unknown(
                "table",
                name,
                catalog.sources().stream()
                        .flatMap(source -> source.entities().stream())
                        .flatMap(entity -> entity.tables().stream())
                        .map(Table::name)
                        .toList()));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(Console.specified(spec).commandLine(), problem);
    }

    private void print(Console console, Configuration configuration, Origin origin, Trace trace, String raw)
            throws IOException {
        console.line("gold row:");
        console.line(trace.row() == null ? "  none" : JSON.writeValueAsString(ordered(origin, trace.row())));
        if (trace.deletion() != null) {
            console.line("deleted: " + trace.deletion());
        }
        console.line("");
        console.line("observations, newest first, in " + configuration.lake().location() + ":");
        for (int i = 0; i < trace.versions().size(); i++) {
            Trace.Version version = trace.versions().get(i);
            console.line((version.shown() ? "* " : "  ") + version.blobPath() + " line " + version.lineNo());
            console.line("    source time "
                    + (version.sourceTime() == null
                            ? "none"
                            : version.sourceTime().toInstant()) + ", run " + version.runId());
            for (String change : changes(trace.versions(), i)) {
                console.line("    changed: " + change);
            }
        }
        console.line("");
        console.line("raw record of the newest:");
        console.line(raw);
    }

    /** A row's columns as the catalog has them, and after these what every table has; JSONB has an order of its own. */
    private static JsonNode ordered(Origin origin, String row) {
        JsonNode read = JSON.readTree(row);
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        Stream<String> columns = origin.entity().table().columns().stream().map(Column::name);
        Stream.of(Stream.of("scope"), columns, read.propertyNames().stream())
                .flatMap(names -> names)
                .filter(read::has)
                .forEach(name -> ordered.set(name, read.get(name)));
        return ordered;
    }

    /** What differs between an observation and the one before it, field by field of the record. */
    private static List<String> changes(List<Trace.Version> versions, int index) {
        if (index + 1 >= versions.size()) {
            return List.of();
        }
        JsonNode after = JSON.readTree(versions.get(index).payload());
        JsonNode before = JSON.readTree(versions.get(index + 1).payload());
        Set<String> fields = new LinkedHashSet<>(after.propertyNames());
        fields.addAll(before.propertyNames());
        List<String> changes = new ArrayList<>();
        for (String field : fields) {
            if (!after.path(field).equals(before.path(field))) {
                changes.add(field + ": " + text(before, field) + " -> " + text(after, field));
            }
        }
        return changes;
    }

    private static String text(JsonNode record, String field) {
        return record.has(field) ? record.path(field).toString() : "(absent)";
    }

    /** Where a row comes from, for programs. */
    private record Traced(
            String table,
            String scope,
            String key,
            @Nullable JsonNode row,
            @Nullable String deletion,
            List<Observation> versions,
            String raw) {}

    /** One observation, and what it changed. */
    private record Observation(
            String runId,
            String blobPath,
            long lineNo,
            @Nullable Instant sourceTime,
            boolean shown,
            List<String> changed) {}

    private Traced traced(Trace trace, String raw) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < trace.versions().size(); i++) {
            Trace.Version version = trace.versions().get(i);
            observations.add(new Observation(
                    version.runId(),
                    version.blobPath(),
                    version.lineNo(),
                    version.sourceTime() == null ? null : version.sourceTime().toInstant(),
                    version.shown(),
                    changes(trace.versions(), i)));
        }
        JsonNode row = trace.row() == null ? null : JSON.readTree(trace.row());
        return new Traced(table, scope, key, row, trace.deletion(), observations, raw);
    }
}
