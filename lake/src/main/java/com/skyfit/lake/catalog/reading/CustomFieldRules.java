package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.ColumnType;
import java.util.List;
import java.util.Optional;

/** What must hold of where a table's custom fields are: the tables and columns are there. */
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
