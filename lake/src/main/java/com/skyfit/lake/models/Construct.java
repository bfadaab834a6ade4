package com.skyfit.lake.models;

import java.util.Collection;

/** The kinds of things that a dbt project may have, and this program does not build: refused by name, never passed over. */
public enum Construct {
    MACRO("macro"),
    HOOK("hook"),
    SNAPSHOT("snapshot"),
    SEED("seed"),
    PACKAGE("package"),
    ANALYSIS("analysis"),
    PYTHON_MODEL("Python model"),
    FILE("file"),
    PROJECT_KEY("key of dbt_project.yml"),
    PROPERTY("property"),
    CONFIG_KEY("config key"),
    CONFIG_VALUE("config value"),
    DATA_TEST("data test"),
    ENTITY_TYPE("entity type"),
    DIMENSION_TYPE("dimension type"),
    TIME_GRANULARITY("time granularity"),
    AGGREGATION("aggregation"),
    METRIC_TYPE("metric type"),
    METRIC_FILTER("filter"),
    METRIC_EXPRESSION("expression"),
    UNIT("unit"),
    JINJA_TAG("Jinja tag"),
    JINJA_FUNCTION("Jinja function"),
    JINJA_FILTER("Jinja filter"),
    JINJA_NAME("Jinja name");

    private final String noun;

    Construct(String noun) {
        this.noun = noun;
    }

    /** The sentence that refuses one of them. */
    public String refusal(String name) {
        return "The " + noun + " '" + name + "' is not supported";
    }

    /** The same where a few are. */
    public String refusal(String name, Collection<String> supported) {
        return refusal(name) + ". Supported: " + String.join(", ", supported);
    }
}
