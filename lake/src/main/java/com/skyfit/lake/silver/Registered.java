package com.skyfit.lake.silver;

import com.skyfit.lake.catalog.Subject;
import java.util.Map;

/**
 * The result of registering a source's manifests.
 *
 * @param entered how many were new
 * @param refused why not all of an entity's are there, for those of which some cannot be taken, in this run or since earlier ones
 */
public record Registered(int entered, Map<Subject, String> refused) {

    public Registered {
        refused = Map.copyOf(refused);
    }
}
