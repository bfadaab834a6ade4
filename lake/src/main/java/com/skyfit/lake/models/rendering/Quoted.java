package com.skyfit.lake.models.rendering;

import com.skyfit.lake.models.Relation;

/** A relation as a text gets it: where it is printed, SQL understands it. */
record Quoted(Relation relation) {

    @Override
    public String toString() {
        return relation.sql();
    }
}
