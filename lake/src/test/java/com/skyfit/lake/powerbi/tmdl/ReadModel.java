package com.skyfit.lake.powerbi.tmdl;

import com.skyfit.lake.powerbi.tmdl.Relationship.Kind;
import com.skyfit.lake.powerbi.tmdl.Role.Filter;
import com.skyfit.lake.powerbi.tmdl.TmdlReader.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model as the files of a folder {@code definition} say it. What they say and a model does not have is refused. */
public final class ReadModel {

    private static final Pattern PARAMETER = Pattern.compile(
            "\"((?:[^\"]|\"\")*)\" meta \\[IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]");

    private final Map<String, List<Node>> files = new LinkedHashMap<>();

    private ReadModel(Map<String, String> texts) {
        texts.forEach((path, text) -> files.put(path, TmdlReader.read(path, text)));
    }

    /** The model; files by their paths below {@code definition}. */
    public static SemanticModel of(Map<String, String> texts) {
        return new ReadModel(texts).model();
    }

    private List<Node> all(String type) {
        return files.values().stream()
                .flatMap(List::stream)
                .filter(node -> node.type().equals(type))
                .toList();
    }

    private static void only(Node node, String... known) {
        Set<String> odd = new TreeSet<>(node.properties().keySet());
        odd.removeAll(List.of(known));
        if (!odd.isEmpty()) {
            throw new IllegalArgumentException(node.type() + " " + node.name() + " has " + odd);
        }
    }

    private static void only(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected);
        }
    }

    private SemanticModel model() {
        only(all("database").get(0).get("compatibilityLevel").equals("1601"), "compatibilityLevel 1601");
        Node model = all("model").get(0);
        only(model, "culture", "defaultPowerBIDataSourceVersion", "discourageImplicitMeasures", "sourceQueryCulture");
        List<Table> tables = all("table").stream().map(ReadModel::table).toList();
        List<Role> roles = all("role").stream().map(ReadModel::role).toList();
        only(names("ref table").equals(tables.stream().map(Table::name).toList()), "each table referred to, in order");
        only(names("ref role").equals(roles.stream().map(Role::name).toList()), "each role referred to, in order");
        return new SemanticModel(
                model.get("culture"),
                all("expression").stream().map(ReadModel::parameter).toList(),
                tables,
                all("relationship").stream().map(ReadModel::relationship).toList(),
                roles);
    }

    private List<String> names(String type) {
        return all(type).stream().map(Node::name).toList();
    }

    private static Parameter parameter(Node node) {
        only(node, "lineageTag");
        Matcher value = PARAMETER.matcher(node.value());
        only(value.matches(), "a parameter, not " + node.value());
        return new Parameter(node.name(), text(value.group(1)), lineage(node));
    }

    /** What a text of M means, without the quotes around it. */
    public static String text(String escaped) {
        return Pattern.compile("\"\"|#\\(#\\)|#\\(([0-9A-F]{4})\\)")
                .matcher(escaped)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? found.group().substring(0, 1)
                                : Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    private static UUID lineage(Node node) {
        return UUID.fromString(node.get("lineageTag"));
    }

    private static Table table(Node node) {
        only(node, "lineageTag", "dataCategory");
        List<Node> partitions = node.all("partition");
        only(
                partitions.size() == 1
                        && partitions.get(0).name().equals(node.name())
                        && partitions.get(0).value().equals("m"),
                "one partition of M, named as its table");
        only(partitions.get(0), "mode", "source");
        return new Table(
                node.name(),
                node.description(),
                node.get("dataCategory").equals("Time"),
                node.all("measure").stream().map(ReadModel::measure).toList(),
                node.all("column").stream().map(ReadModel::column).toList(),
                new Partition(
                        Arrays.stream(StorageMode.values())
                                .filter(mode ->
                                        mode.word().equals(partitions.get(0).get("mode")))
                                .findFirst()
                                .orElseThrow(),
                        partitions.get(0).get("source")),
                lineage(node));
    }

    private static Measure measure(Node node) {
        only(node, "formatString", "displayFolder", "lineageTag");
        return new Measure(
                node.name(),
                node.description(),
                node.value(),
                node.get("formatString"),
                node.get("displayFolder"),
                lineage(node));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(one -> !one.isEmpty());
    }

    private static Column column(Node node) {
        only(
                node,
                "dataType",
                "isKey",
                "isHidden",
                "formatString",
                "displayFolder",
                "lineageTag",
                "summarizeBy",
                "sourceColumn",
                "sortByColumn");
        only(node.get("summarizeBy").equals("none"), "summarizeBy none");
        return new Column(
                node.name(),
                node.description(),
                Arrays.stream(DataType.values())
                        .filter(type -> type.word().equals(node.get("dataType")))
                        .findFirst()
                        .orElseThrow(),
                node.get("sourceColumn"),
                given(node.get("formatString")),
                node.get("displayFolder"),
                given(node.get("sortByColumn")).map(TmdlReader::name),
                node.get("isKey").equals("true"),
                node.get("isHidden").equals("true"),
                lineage(node));
    }

    private static Relationship relationship(Node node) {
        only(
                node,
                "isActive",
                "relyOnReferentialIntegrity",
                "fromCardinality",
                "crossFilteringBehavior",
                "fromColumn",
                "toColumn");
        boolean isOneToOne = node.get("fromCardinality").equals("one");
        only(
                isOneToOne == node.get("crossFilteringBehavior").equals("bothDirections"),
                "halves of a row that filter each other");
        return new Relationship(
                UUID.fromString(node.name()),
                TmdlReader.column(node.get("fromColumn")),
                TmdlReader.column(node.get("toColumn")),
                isOneToOne ? Kind.ONE_TO_ONE : Kind.MANY_TO_ONE,
                !node.get("isActive").equals("false"),
                node.get("relyOnReferentialIntegrity").equals("true"));
    }

    private static Role role(Node node) {
        only(node, "modelPermission");
        only(node.get("modelPermission").equals("read"), "modelPermission read");
        List<Filter> filters = new ArrayList<>();
        node.all("tablePermission").forEach(filter -> filters.add(new Filter(filter.name(), filter.value())));
        return new Role(node.name(), filters);
    }
}
