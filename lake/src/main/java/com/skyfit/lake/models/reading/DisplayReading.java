package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.display.ColumnDisplay;
import com.skyfit.lake.models.display.Form;
import com.skyfit.lake.models.display.ModelDisplay;
import com.skyfit.lake.models.display.Title;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Understands {@code display} in the {@code meta} of a model and its columns. Whatever else is in {@code meta} belongs to other programs, but for a
 * name that is nearly this one.
 */
final class DisplayReading {

    private static final String DISPLAY = "display";

    private static final Set<String> OF_MODEL = new TreeSet<>(Set.of("custom_fields", "hidden", "pt", "title"));

    private static final Set<String> OF_COLUMN =
            new TreeSet<>(Set.of("folder", "folder_pt", "format", "hidden", "pt", "sort_by", "title"));

    private final List<CatalogProblem> problems;

    DisplayReading(List<CatalogProblem> problems) {
        this.problems = problems;
    }

    ModelDisplay display(YamlNode properties) {
        List<YamlNode> given = given(properties, OF_MODEL);
        Map<String, ColumnDisplay> columns = new LinkedHashMap<>();
        List<YamlNode> described = properties.at("columns").items();
        Set<String> names = new TreeSet<>();
        described.forEach(column -> names.add(column.at("name").text()));
        for (YamlNode column : described) {
            List<YamlNode> ofColumn = given(column, OF_COLUMN);
            if (!ofColumn.isEmpty()) {
                columns.put(column.at("name").text(), column(ofColumn, names));
            }
        }
        return new ModelDisplay(title(given, "title", "pt"), text(given, "custom_fields"), isHidden(given), columns);
    }

    private ColumnDisplay column(List<YamlNode> given, Set<String> names) {
        Optional<String> sortBy = text(given, "sort_by");
        if (sortBy.isPresent() && !names.contains(sortBy.get())) {
            problem(given, "sort_by", NearestName.unknown("column", sortBy.get(), names));
        }
        return new ColumnDisplay(
                title(given, "title", "pt"), title(given, "folder", "folder_pt"), form(given), sortBy, isHidden(given));
    }

    /** What is said, be it under {@code meta} or under {@code config.meta}; names that are not known are problems. */
    private List<YamlNode> given(YamlNode of, Set<String> known) {
        List<YamlNode> metas = Stream.of(of.at("meta"), of.at("config").at("meta"))
                .filter(YamlNode::isPresent)
                .toList();
        for (YamlNode meta : metas) {
            meta.members().stream()
                    .filter(member -> !member.name().equals(DISPLAY))
                    .filter(member -> NearestName.closest(Set.of(DISPLAY), member.name(), 2)
                            .isPresent())
                    .forEach(member -> problems.add(
                            member.problem("Unknown name '" + member.name() + "'; did you mean '" + DISPLAY + "'?")));
        }
        List<YamlNode> displays = metas.stream()
                .map(meta -> meta.at(DISPLAY))
                .filter(YamlNode::isPresent)
                .toList();
        for (YamlNode display : displays) {
            if (!display.value().isObject()) {
                problems.add(display.problem("Expected a mapping of " + String.join(", ", known)));
            }
            display.members().stream()
                    .filter(member -> !known.contains(member.name()))
                    .forEach(member -> problems.add(member.problem(NearestName.unknown("name", member.name(), known))));
        }
        return displays;
    }

    private static Optional<YamlNode> member(List<YamlNode> given, String name) {
        return given.stream()
                .map(one -> one.at(name))
                .filter(YamlNode::isPresent)
                .reduce((first, last) -> last);
    }

    private void problem(List<YamlNode> given, String name, String message) {
        member(given, name).ifPresent(node -> problems.add(node.problem(message)));
    }

    private Optional<String> text(List<YamlNode> given, String name) {
        Optional<YamlNode> member = member(given, name);
        if (member.isPresent() && member.get().text().isBlank()) {
            problem(given, name, "Expected a text");
            return Optional.empty();
        }
        return member.map(node -> node.text().strip());
    }

    private Title title(List<YamlNode> given, String english, String portuguese) {
        return new Title(
                text(given, english).orElse(""), text(given, portuguese).orElse(""));
    }

    private Optional<Form> form(List<YamlNode> given) {
        Optional<String> word = text(given, "format");
        Optional<Form> form = word.flatMap(one -> Arrays.stream(Form.values())
                .filter(known -> known.text().equals(one))
                .findFirst());
        if (form.isEmpty() && word.isPresent()) {
            List<String> known = Arrays.stream(Form.values()).map(Form::text).toList();
            problem(given, "format", NearestName.unknown("format", word.get(), known));
        }
        return form;
    }

    private boolean isHidden(List<YamlNode> given) {
        Optional<YamlNode> hidden = member(given, "hidden");
        if (hidden.isPresent() && !hidden.get().isTrue() && !hidden.get().isFalse()) {
            problem(given, "hidden", "Expected true or false");
        }
        return hidden.isPresent() && hidden.get().isTrue();
    }
}
