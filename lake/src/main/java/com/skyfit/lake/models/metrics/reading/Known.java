package com.skyfit.lake.models.metrics.reading;

import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.models.Construct;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Notes what a file says that is not known. */
final class Known {

    private static final Set<String> OF_CONFIG = Set.of("meta");

    /** As dbt demands: no capitals, no two underscores in a row, a letter first. */
    private static final Pattern NAME = Pattern.compile("[a-z](?!.*__)[a-z0-9_]*[a-z0-9]");

    private final List<CatalogProblem> problems;

    Known(List<CatalogProblem> problems) {
        this.problems = problems;
    }

    void add(CatalogProblem problem) {
        problems.add(problem);
    }

    /** Only these properties are supported. */
    void only(YamlNode node, Set<String> names) {
        node.membersExcept(names)
                .forEach(member -> add(member.problem(Construct.PROPERTY.refusal(member.name(), names))));
    }

    /** What stands under {@code config.meta}, where only these are known. */
    YamlNode config(YamlNode node, Set<String> names) {
        only(node.at("config"), OF_CONFIG);
        YamlNode meta = node.at("config").at("meta");
        only(meta, names);
        return meta;
    }

    /** It needs a name of the form that dbt takes. */
    void name(YamlNode node) {
        String name = node.at("name").text();
        if (!NAME.matcher(name).matches()) {
            add(node.problem("Invalid name '" + name
                    + "': expected small letters, digits and single underscores, a letter first"));
        }
    }

    /** The member of a closed set that a text names. */
    <T> Optional<T> oneOf(YamlNode text, Construct construct, List<T> set, Function<T, String> word) {
        Optional<T> found =
                set.stream().filter(one -> word.apply(one).equals(text.text())).findFirst();
        if (found.isEmpty()) {
            add(text.problem(
                    construct.refusal(text.text(), set.stream().map(word).toList())));
        }
        return found;
    }
}
