package com.skyfit.simulator.source;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A page whose records are a member of an object. */
public interface ObjectPage extends PageForm {

    @Override
    ObjectNode body();

    /** The member that holds the records. */
    String name();

    @Override
    default ArrayNode records() {
        return body().withArray(name());
    }

    @Override
    default boolean dropRecords() {
        return body().remove(name()) != null;
    }

    @Override
    default void empty(boolean withNull) {
        JsonNode nothing = withNull ? body().nullNode() : body().arrayNode();
        body().set(name(), nothing);
    }
}
