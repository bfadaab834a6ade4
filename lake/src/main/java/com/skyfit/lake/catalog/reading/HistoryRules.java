package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.messages.NearestName;
import java.util.List;

/** What must hold of a table whose past is kept: its records have a clock, and the columns are there. */
final class HistoryRules {

    private final List<CatalogProblem> problems;
    private final YamlNode entity;
    private final YamlNode table;

    HistoryRules(List<CatalogProblem> problems, YamlNode entity, YamlNode table) {
        this.problems = problems;
        this.entity = entity;
        this.table = table;
    }

    void check() {
        YamlNode history = table.at("history");
        if (!history.isPresent()) {
            return;
        }
        if (table.at("rows").isPresent()) {
            report(history, "A child table has no history: expected it in the entity's first table only");
        }
        if (!entity.at("version").isPresent()) {
            report(
                    history,
                    "Records of '" + entity.name()
                            + "' carry no time, so nobody knows when they changed: expected 'version' in the entity");
        }
        List<String> key = table.at("key").texts().stream().map(YamlNode::text).toList();
        for (YamlNode column : history.at("columns").texts()) {
            if (checkExists(column) && key.contains(column.text())) {
                report(column, "Column '" + column.text() + "' is part of the key, which never changes");
            }
            if (table.at("columns").at(column.text()).at("label_of").isPresent()) {
                report(
                        column,
                        "Column '" + column.text()
                                + "' shows labels as they are now, so it has no past: expected the column with the ids");
            }
            if (History.OWN_COLUMNS.contains(column.text())) {
                report(column, "Every history has a column '" + column.text() + "' of its own: expected another name");
            }
        }
        checkIsTime(history.at("created"));
        List<String> kept =
                history.at("columns").texts().stream().map(YamlNode::text).toList();
        for (YamlNode since : history.at("since").members()) {
            checkIsTime(since.at("time"));
            if (!kept.contains(since.name())) {
                report(
                        since,
                        "Earlier values of '" + since.name() + "' are not kept: expected it among the columns"
                                + NearestName.among(kept, since.name()));
            }
        }
    }

    private void checkIsTime(YamlNode column) {
        if (checkExists(column)
                && !table.at("columns")
                        .at(column.text())
                        .at("type")
                        .text()
                        .equals(ColumnType.Simple.TIMESTAMPTZ.written())) {
            report(column, "Column '" + column.text() + "' is not a time: expected one of type timestamptz");
        }
    }

    private boolean checkExists(YamlNode column) {
        if (column.text().isEmpty() || table.at("columns").at(column.text()).isPresent()) {
            return !column.text().isEmpty();
        }
        List<String> known =
                table.at("columns").members().stream().map(YamlNode::name).toList();
        report(
                column,
                "Table '" + table.name() + "' has no column '" + column.text() + "'"
                        + NearestName.among(known, column.text()));
        return false;
    }

    private void report(YamlNode at, String message) {
        problems.add(at.problem(message));
    }
}
