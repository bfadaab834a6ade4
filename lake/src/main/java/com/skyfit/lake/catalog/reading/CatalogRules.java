package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Incremental;
import com.skyfit.lake.messages.NearestName;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules between the values of a catalog that a schema cannot express. Nothing is assumed of the document: what the schema found
 * missing or misshapen is passed over here.
 */
final class CatalogRules {

    /** PostgreSQL cuts longer identifiers off. */
    private static final int LONGEST_NAME = 63;

    private final List<CatalogProblem> problems;
    private final Map<String, String> tables = new HashMap<>();

    CatalogRules(List<CatalogProblem> problems) {
        this.problems = problems;
    }

    /** Checks a source; gold tables must be unique among all sources checked. */
    void check(YamlNode source, Set<String> calendars) {
        YamlNode calendar = source.at("calendar");
        require(
                calendar.text().isEmpty() || calendars.contains(calendar.text()),
                calendar,
                "Unknown calendar '" + calendar.text() + "'" + NearestName.among(calendars, calendar.text()));
        checkThresholds(source.at("checks"));
        source.at("checks").at("scopes").members().forEach(this::checkThresholds);
        List<String> scopes = source.at("scopes").at("default").texts().stream()
                .map(YamlNode::text)
                .toList();
        for (YamlNode entity : source.at("entities").members()) {
            checkEntity(source, entity, scopes);
        }
        checkReferences(source);
    }

    /** What a column refers to must be a key of that type. */
    private void checkReferences(YamlNode source) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (YamlNode entity : source.at("entities").members()) {
            entity.at("tables").members().stream()
                    .limit(1)
                    .forEach(table -> keys.put(table.name(), recordKeyType(entity)));
        }
        for (YamlNode entity : source.at("entities").members()) {
            for (YamlNode table : entity.at("tables").members()) {
                for (YamlNode column : table.at("columns").members()) {
                    checkReference(column, keys);
                }
            }
        }
    }

    private void checkReference(YamlNode column, Map<String, String> keys) {
        YamlNode reference = column.at("references");
        if (reference.text().isEmpty()) {
            return;
        }
        String key = keys.get(reference.text());
        if (key == null) {
            report(
                    reference,
                    "Column '" + column.name() + "' refers to '" + reference.text()
                            + "', which is not a table of this source's records"
                            + NearestName.among(keys.keySet(), reference.text()));
        } else {
            require(
                    key.equals(column.at("type").text()),
                    reference,
                    "Column '" + column.name() + "' is of type "
                            + column.at("type").text() + ", the key of '" + reference.text() + "' is " + key
                            + ": expected the same");
        }
    }

    private void checkEntity(YamlNode source, YamlNode entity, List<String> scopes) {
        checkDeletions(entity);
        checkThresholds(entity.at("checks"));
        checkLength(entity, "The staging table's name", entity.name() + "_raw");
        PathRules paths = new PathRules(problems, false);
        entity.at("version").texts().forEach(paths::parse);
        entity.at("deleted").texts().forEach(paths::parse);
        for (YamlNode listing : entity.at("listings").members()) {
            checkListing(listing);
            checkForEach(source, entity, listing);
        }
        String keyType = recordKeyType(entity);
        boolean first = true;
        for (YamlNode table : entity.at("tables").members()) {
            String owner = source.at("source").text() + "." + entity.name();
            String other = tables.putIfAbsent(table.name(), owner);
            if (other != null) {
                report(table, "Table '" + table.name() + "' is already filled by " + other + ": expected another name");
            }
            if (table.at("scope_views").isTrue()) {
                scopes.forEach(
                        scope -> checkLength(table, "The scope view's name", "vw_" + table.name() + "_" + scope));
            }
            checkRows(table, first);
            new TableRules(problems, table, scopes, entity.at("key").text(), keyType).check();
            new CustomFieldRules(problems, source, table).check();
            checkHistory(entity, table, owner);
            first = false;
        }
    }

    private void checkHistory(YamlNode entity, YamlNode table, String owner) {
        new HistoryRules(problems, entity, table).check();
        if (table.at("history").isPresent()) {
            String name = History.nameFor(table.name());
            checkLength(table, "The history's name", name);
            String other = tables.putIfAbsent(name, owner);
            if (other != null) {
                report(
                        table.at("history"),
                        "The history's name '" + name + "' is that of a table of " + other
                                + ": expected another name of the table");
            }
        }
    }

    /** The type of the record's key column; empty text if there is none. */
    private static String recordKeyType(YamlNode entity) {
        return entity.at("tables").members().stream()
                .limit(1)
                .flatMap(table -> table.at("key").texts().stream()
                        .map(name ->
                                table.at("columns").at(name.text()).at("type").text()))
                .findFirst()
                .orElse("");
    }

    private void checkRows(YamlNode table, boolean first) {
        if (first && table.at("rows").isPresent()) {
            report(
                    table.at("rows"),
                    "The first table of an entity contains the records themselves: expected no 'rows'");
        }
        if (!first && !table.at("rows").isPresent()) {
            report(
                    table,
                    "Table '" + table.name()
                            + "' is not the entity's first, so it is a child table: expected 'rows', the payload array that gives its rows");
        }
    }

    private void checkListing(YamlNode listing) {
        YamlNode incremental = listing.at("incremental");
        IncrementalKind.of(incremental)
                .ifPresent(kind -> PagingKind.of(listing.at("paging"))
                        .ifPresent(paging -> require(kind.goesWith(paging), incremental, kind.rule())));
        checkDuration(incremental.at("overlap"), "overlap");
        checkDuration(incremental.at("held_back"), "time held back");
        for (YamlNode own : List.of(
                listing.at("paging").at("size_param"),
                listing.at("paging").at("param"),
                incremental.at("param"),
                incremental.at("start_param"))) {
            YamlNode constant = listing.at("params").at(own.text());
            require(
                    own.text().isEmpty() || !constant.isPresent(),
                    constant,
                    "Parameter '" + own.text() + "' is set by '" + own.name() + "': expected params without it");
        }
    }

    private void checkForEach(YamlNode source, YamlNode entity, YamlNode listing) {
        boolean forEach = isForEach(listing);
        boolean hasKey = listing.at("path").text().contains(Incremental.ForEach.KEY);
        require(
                forEach == hasKey,
                listing.at("path"),
                forEach
                        ? "A list for each record of another entity needs its key: expected {key} in the path"
                        : "The path contains {key}: expected incremental: {kind: for_each, entity: ...}, which says whose");
        YamlNode wanted = listing.at("incremental").at("entity");
        if (!forEach || wanted.text().isEmpty()) {
            return;
        }
        require(
                !entity.at("absent_means_deleted").isTrue(),
                entity.at("absent_means_deleted"),
                "Lists for each record of another entity are read for changed records only, so absence means nothing:"
                        + " expected no absent_means_deleted");
        YamlNode other = source.at("entities").at(wanted.text());
        if (!other.isPresent()) {
            List<String> known =
                    source.at("entities").members().stream().map(YamlNode::name).toList();
            report(wanted, "Unknown entity '" + wanted.text() + "'" + NearestName.among(known, wanted.text()));
            return;
        }
        require(
                !other.at("enabled").isFalse() || entity.at("enabled").isFalse(),
                wanted,
                "Entity '" + wanted.text() + "' is disabled: expected one that is enabled");
        require(
                other.at("listings").members().stream().noneMatch(CatalogRules::isForEach),
                wanted,
                "Entity '" + wanted.text() + "' is itself listed for each record of another: expected one with its own"
                        + " lists");
        require(
                recordKeyType(other).equals(ColumnType.Simple.BIGINT.written()),
                wanted,
                "Entity '" + wanted.text()
                        + "' is not identified by whole numbers: expected a key column of type bigint");
    }

    private static boolean isForEach(YamlNode listing) {
        return IncrementalKind.of(listing.at("incremental"))
                .filter(IncrementalKind.FOR_EACH::equals)
                .isPresent();
    }

    private void checkDeletions(YamlNode entity) {
        YamlNode every = entity.at("deletions").at("sweep_every");
        checkDuration(every, "age");
        require(
                every.text().isEmpty() || entity.at("absent_means_deleted").isTrue(),
                every,
                "A sweep finds absent records: expected absent_means_deleted: true beside it");
    }

    private void checkThresholds(YamlNode checks) {
        for (String name : List.of("runs", "extracted", "changes")) {
            YamlNode warn = checks.at(name).at("warn");
            YamlNode error = checks.at(name).at("error");
            if (checkDuration(warn, "age") && checkDuration(error, "age")) {
                require(
                        Duration.parse(warn.text()).compareTo(Duration.parse(error.text())) <= 0,
                        warn,
                        "The check warns at " + warn.text() + ", but already fails at " + error.text()
                                + ": expected warn below error");
            }
        }
        for (String name : List.of("emptied", "orphans", "vanished", "retyped")) {
            YamlNode warn = checks.at(name).at("warn");
            YamlNode error = checks.at(name).at("error");
            require(
                    !warn.value().isNumber()
                            || !error.value().isNumber()
                            || warn.value().asDouble() <= error.value().asDouble(),
                    warn,
                    "The check warns at " + warn.value() + ", but already fails at " + error.value()
                            + ": expected warn below error");
        }
    }

    /** Whether there is one, in its form. */
    private boolean checkDuration(YamlNode duration, String what) {
        if (duration.text().isEmpty()) {
            return false;
        }
        try {
            require(
                    !Duration.parse(duration.text()).isNegative(),
                    duration,
                    "The " + what + " is negative: expected PT0S or more");
            return true;
        } catch (DateTimeParseException e) {
            report(
                    duration,
                    "Invalid duration '" + duration.text() + "': expected ISO 8601 such as PT10M (ten minutes)");
            return false;
        }
    }

    private void checkLength(YamlNode at, String what, String name) {
        require(
                name.length() <= LONGEST_NAME,
                at,
                what + " would be " + name + ", " + name.length() + " characters long: expected " + LONGEST_NAME
                        + " at most");
    }

    private void require(boolean holds, YamlNode at, String message) {
        if (!holds) {
            report(at, message);
        }
    }

    private void report(YamlNode at, String message) {
        problems.add(at.problem(message));
    }
}
