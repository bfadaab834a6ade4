package com.skyfit.lake.run;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.silver.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A selected entity on its way from bronze to gold.
 *
 * @param scopes the selected ones of its source
 * @param arrivals what load brings in this run, one load a scope; empty if load is not selected
 */
record EntityInRun(Source source, Entity entity, List<String> scopes, Arrivals arrivals) {

    /** All that are selected, in the order of the catalog. */
    static List<EntityInRun> of(Configuration configuration, Selection selection, Set<Stage> stages) {
        Sessions sessions = new Sessions(configuration.loadSessions());
        List<EntityInRun> entities = new ArrayList<>();
        for (Source source : configuration.catalog().sources()) {
            List<String> scopes = configuration.scopes().getOrDefault(source.name(), List.of()).stream()
                    .filter(selection::includesScope)
                    .toList();
            for (Entity entity : source.entities()) {
                if (selection.includes(source) && selection.includes(entity)) {
                    int loads = stages.contains(Stage.LOAD) ? scopes.size() : 0;
                    entities.add(new EntityInRun(source, entity, scopes, new Arrivals(loads, sessions)));
                }
            }
        }
        return entities;
    }
}
