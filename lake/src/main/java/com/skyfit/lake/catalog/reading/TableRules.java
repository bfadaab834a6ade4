package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.messages.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of a gold table and its columns. */
final class TableRules {

    /** The columns that every table has without listing them; the others start with {@code _}, which no listed name can. */
    private static final Set<String> IMPLIED = Set.of("scope", "is_deleted");

    /** What can identify a record. */
    private static final Set<String> KEY_TYPES =
            Set.of(ColumnType.Simple.BIGINT.written(), ColumnType.Simple.TEXT.written());

    private final List<CatalogProblem> problems;
    private final YamlNode table;
    private final List<String> scopes;
    private final String entityKey;
    private final String keyType;
    private final boolean isChild;
    private final PathRules paths;
    private final Set<String> fieldsRead = new HashSet<>();

    TableRules(List<CatalogProblem> problems, YamlNode table, List<String> scopes, String entityKey, String keyType) {
        this.problems = problems;
        this.table = table;
        this.scopes = scopes;
        this.entityKey = entityKey;
        this.keyType = keyType;
        this.isChild = table.at("rows").isPresent();
        this.paths = new PathRules(problems, isChild);
    }

    void check() {
        Set<String> rests = new HashSet<>();
        for (YamlNode column : table.at("columns").members()) {
            checkColumn(column);
            if (column.at("rest").isPresent() && rests.add(column.name()) && rests.size() > 1) {
                report(column, "A second column takes the unmapped fields: expected at most one 'rest' in a table");
            }
        }
        checkKey();
        for (YamlNode field : table.at("ignored").texts()) {
            if (fieldsRead.contains(field.text())) {
                report(field, "Field '" + field.text() + "' is ignored and read by a column: expected one of the two");
            }
        }
    }

    private void checkColumn(YamlNode column) {
        if (IMPLIED.contains(column.name())) {
            report(column, "Every table already has a column '" + column.name() + "': expected another name");
        }
        Optional<ColumnType> type = type(column.at("type"));
        YamlNode from = column.at("from");
        from.texts().forEach(written -> checkPath(written, type));
        for (YamlNode scope : from.members()) {
            if (!scopes.contains(scope.name())) {
                report(
                        scope,
                        "Unknown scope '" + scope.name() + "'" + NearestName.among(scopes, scope.name())
                                + ". Another one must be in the 'default' of 'scopes'");
            }
            scope.texts().forEach(written -> checkPath(written, type));
        }
        if (isChild && !from.members().isEmpty()) {
            report(from, "A child table is read alike in all scopes: expected a path or a list of them");
        }
        if (column.at("rest").isPresent()) {
            if (isChild) {
                report(
                        column,
                        "A child table has no unmapped fields: expected 'rest' in the entity's first table only");
            }
            if (type.isPresent() && type.get() != ColumnType.Simple.JSONB) {
                report(column.at("type"), "Unmapped fields are kept as an object: expected type jsonb");
            }
        }
    }

    private void checkPath(YamlNode written, Optional<ColumnType> type) {
        paths.parse(written, type).filter(path -> !path.inParent()).ifPresent(path -> fieldsRead.add(path.field()));
    }

    private Optional<ColumnType> type(YamlNode written) {
        if (written.text().isEmpty()) {
            return Optional.empty();
        }
        try {
            ColumnType type = ColumnType.parse(written.text());
            if (!type.isPossible()) {
                report(
                        written,
                        "Invalid type '" + written.text()
                                + "': expected numeric(digits in all, digits after the point) with 1 to 1000 digits");
            }
            return Optional.of(type);
        } catch (IllegalArgumentException e) {
            // The schema has already reported it.
            return Optional.empty();
        }
    }

    private void checkKey() {
        List<YamlNode> key = table.at("key").texts();
        for (YamlNode name : key) {
            YamlNode column = table.at("columns").at(name.text());
            if (!column.isPresent()) {
                List<String> known = table.at("columns").members().stream()
                        .map(YamlNode::name)
                        .toList();
                report(name, "Key column '" + name.text() + "' does not exist" + NearestName.among(known, name.text()));
            } else if (!column.at("from").isPresent()) {
                report(name, "Key column '" + name.text() + "' has no path: expected a column with 'from'");
            }
        }
        if (key.isEmpty() || entityKey.isEmpty()) {
            return;
        }
        if (isChild) {
            if (key.stream().noneMatch(name -> reads(name, "^" + entityKey))) {
                report(
                        table.at("key"),
                        "The key does not identify the parent of a row: expected a key column from \"^" + entityKey
                                + "\", of the type of the record's key");
            }
        } else if (key.size() != 1 || !reads(key.get(0), entityKey)) {
            report(
                    table.at("key"),
                    "The key is not the record's: expected one column, from: " + entityKey
                            + " (the entity's key), of type bigint or text");
        }
    }

    private boolean reads(YamlNode keyColumn, String path) {
        YamlNode column = table.at("columns").at(keyColumn.text());
        List<YamlNode> from = column.at("from").texts();
        return KEY_TYPES.contains(column.at("type").text())
                && column.at("type").text().equals(keyType)
                && from.size() == 1
                && from.get(0).text().equals(path);
    }

    private void report(YamlNode at, String message) {
        problems.add(at.problem(message));
    }
}
