package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.quality.Subject;
import java.util.ArrayList;
import java.util.List;

/** What a selection means: the entities of the selected scopes, in the order of the catalog. */
public final class Subjects {

    private Subjects() {}

    /** The subjects, in the order of the catalog. */
    public static List<Subject> of(Configuration configuration, Selection selection) {
        List<Subject> subjects = new ArrayList<>();
        for (Source source : configuration.catalog().sources()) {
            if (!selection.includes(source)) {
                continue;
            }
            for (String scope : configuration.scopes().getOrDefault(source.name(), List.of())) {
                for (Entity entity : source.entities()) {
                    if (selection.includesScope(scope) && selection.includes(entity)) {
                        subjects.add(new Subject(source, scope, entity));
                    }
                }
            }
        }
        return subjects;
    }
}
