package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.models.Promises;
import com.skyfit.lake.models.Promises.Reference;
import com.skyfit.lake.models.rendering.Jinja;
import com.skyfit.lake.models.rendering.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes from the tests of a model what they promise. What is wrong with a test is said by those who read it to run it. */
final class PromiseReading {

    private final Jinja jinja;
    private final Scope scope;
    private final Set<String> unique = new HashSet<>();
    private final Set<String> filled = new HashSet<>();
    private final List<Reference> references = new ArrayList<>();

    PromiseReading(Jinja jinja, Scope scope) {
        this.jinja = jinja;
        this.scope = scope;
    }

    Promises promises(YamlNode properties) {
        for (YamlNode column : properties.at("columns").items()) {
            TestReading.asked(column).forEach(test -> add(column.at("name").text(), test));
        }
        return new Promises(unique, filled, references);
    }

    private void add(String column, YamlNode test) {
        String name = TestReading.name(test);
        YamlNode given = test.at(name);
        YamlNode config = given.at("config");
        if (config.at("where").isPresent() || config.at("severity").text().equalsIgnoreCase("warn")) {
            return;
        }
        switch (name) {
            case "unique" -> unique.add(column);
            case "not_null" -> filled.add(column);
            case "relationships" ->
                referred(TestReading.argument(given, "to"))
                        .forEach(model -> references.add(new Reference(
                                column,
                                model,
                                TestReading.argument(given, "field").text())));
            default -> {
                // What values a column has says nothing of keys.
            }
        }
    }

    private Set<String> referred(YamlNode to) {
        return jinja.render(to.problem("").file(), "{{ " + to.text() + " }}", scope)
                .refs();
    }
}
