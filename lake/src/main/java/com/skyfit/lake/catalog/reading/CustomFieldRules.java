package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.messages.NearestName;
import java.util.List;
import java.util.Optional;

/** What must hold of where a table's custom fields are, and of columns that show labels: the tables and columns are there. */
final class CustomFieldRules {

    private final List<CatalogProblem> problems;
    private final YamlNode source;
    private final YamlNode table;

    CustomFieldRules(List<CatalogProblem> problems, YamlNode source, YamlNode table) {
        this.problems = problems;
        this.source = source;
        this.table = table;
    }

    void check() {
        YamlNode fields = table.at("custom_fields");
        for (YamlNode column : table.at("columns").members()) {
            if (column.at("label_of").isPresent()) {
                checkLabel(column, fields.at("options"));
            }
        }
        if (!fields.isPresent()) {
            return;
        }
        YamlNode values = fields.at("values");
        if (!table.at("columns").at(values.text()).at("type").text().equals(ColumnType.Simple.JSONB.written())) {
            report(values, "Table '" + table.name() + "' has no jsonb column '" + values.text() + "'");
        }
        YamlNode definitions = fields.at("definitions");
        checkColumns(definitions, definitions.at("table"), List.of("code", "name", "type", "custom"));
        YamlNode options = fields.at("options");
        if (options.at("table").isPresent()) {
            checkColumns(options, options.at("table"), List.of("field", "id", "label"));
        } else if (options.isPresent()) {
            checkColumns(options, definitions.at("table"), List.of("column"));
        }
    }

    private void checkLabel(YamlNode column, YamlNode options) {
        YamlNode labelOf = column.at("label_of");
        if (!options.isPresent()) {
            report(
                    labelOf,
                    "Table '" + table.name()
                            + "' does not say where the labels of options are: expected 'options' in its 'custom_fields'");
        }
        if (!column.at("type").text().equals(ColumnType.Simple.TEXT.written())) {
            report(column.at("type"), "A label is a text: expected type text");
        }
        List<String> known = table.at("columns").members().stream()
                .filter(other -> other.at("from").isPresent())
                .map(YamlNode::name)
                .toList();
        if (!known.contains(labelOf.text())) {
            report(
                    labelOf,
                    "Table '" + table.name() + "' has no column '" + labelOf.text() + "' with paths"
                            + NearestName.among(known, labelOf.text()));
        }
    }

    private void checkColumns(YamlNode named, YamlNode of, List<String> roles) {
        List<YamlNode> tables = source.at("entities").members().stream()
                .flatMap(entity -> entity.at("tables").members().stream())
                .toList();
        Optional<YamlNode> found =
                tables.stream().filter(other -> other.name().equals(of.text())).findFirst();
        if (found.isEmpty()) {
            report(
                    of,
                    "There is no table '" + of.text() + "'"
                            + NearestName.among(
                                    tables.stream().map(YamlNode::name).toList(), of.text()));
            return;
        }
        for (String role : roles) {
            YamlNode column = named.at(role);
            if (!found.get().at("columns").at(column.text()).isPresent()) {
                report(column, "Table '" + of.text() + "' has no column '" + column.text() + "'");
            }
        }
    }

    private void report(YamlNode at, String message) {
        problems.add(at.problem(message));
    }
}
