package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.ValuePath;
import java.util.List;
import java.util.Optional;

/** What must hold of a payload path. */
final class PathRules {

    private final List<CatalogProblem> problems;
    private final boolean inChildTable;

    PathRules(List<CatalogProblem> problems, boolean inChildTable) {
        this.problems = problems;
        this.inChildTable = inChildTable;
    }

    /** The path; empty, with the reason among the problems, if the text is not a path. */
    Optional<ValuePath> parse(YamlNode written) {
        ValuePath path;
        try {
            path = ValuePath.parse(written.text());
        } catch (IllegalArgumentException e) {
            problems.add(written.problem(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        if (!inChildTable && (path.inParent() || path.steps().isEmpty())) {
            problems.add(written.problem("Path '" + path
                    + "' starts at an element or its parent, which only a child table has: expected a payload field"));
        }
        return Optional.of(path);
    }

    /** The path, if it also yields a value of the type. */
    Optional<ValuePath> parse(YamlNode written, Optional<ColumnType> type) {
        Optional<ValuePath> path = parse(written);
        if (path.isPresent() && type.isPresent()) {
            String made = path.get().reading().makes().map(ColumnType::written).orElse("");
            if (!made.isEmpty() && !made.equals(type.get().written())) {
                problems.add(written.problem("Path '" + path.get() + "' gives a " + made + ", the column is "
                        + type.get().written() + ": expected type " + made + " or another path"));
            }
        }
        return path;
    }
}
