package com.skyfit.lake.catalog.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** A value of a catalog document that knows its place. A missing value is also a node: everything in it is empty. */
public record YamlNode(SourceDocument document, JsonPointer pointer, JsonNode value) {

    /** The value of a member; a missing node if there is none. */
    public YamlNode at(String name) {
        return new YamlNode(document, pointer.appendProperty(name), value.path(name));
    }

    /** The members, in order; none if the value is not a mapping. */
    public List<YamlNode> members() {
        return value.properties().stream().map(Map.Entry::getKey).map(this::at).toList();
    }

    /** The members whose names are none of these, in order. */
    public List<YamlNode> membersExcept(Set<String> names) {
        return members().stream()
                .filter(member -> !names.contains(member.name()))
                .toList();
    }

    /** The texts of a list, or the value itself if it is a text. Other values are left out. */
    public List<YamlNode> texts() {
        if (value.isString()) {
            return List.of(this);
        }
        return items().stream().filter(item -> item.value().isString()).toList();
    }

    /** The elements of a list, in order; none if the value is not a list. */
    public List<YamlNode> items() {
        List<YamlNode> items = new ArrayList<>();
        if (value.isArray()) {
            for (int index = 0; index < value.size(); index++) {
                items.add(new YamlNode(document, pointer.appendIndex(index), value.get(index)));
            }
        }
        return items;
    }

    /** Whether there is a value. */
    public boolean isPresent() {
        return !value.isMissingNode();
    }

    /** The name under which it stands in what surrounds it. */
    public String name() {
        return pointer.last() == null ? "" : pointer.last().getMatchingProperty();
    }

    /** The text; empty if the value is none. */
    public String text() {
        return value.isString() ? value.stringValue() : "";
    }

    /** Whether it is the word true. */
    public boolean isTrue() {
        return value.isBoolean() && value.booleanValue();
    }

    /** Whether it is the word false. */
    public boolean isFalse() {
        return value.isBoolean() && !value.booleanValue();
    }

    int number() {
        return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : 0;
    }

    /** A mistake that stands here. */
    public CatalogProblem problem(String message) {
        return document.place(pointer).problem(message);
    }
}
