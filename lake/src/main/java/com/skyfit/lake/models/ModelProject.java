package com.skyfit.lake.models;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.warehouse.Sql;
import java.util.List;
import java.util.Optional;

/**
 * The models that come with the program and those of the user.
 *
 * @param models in an order in which they can be built: each after those that it reads
 * @param tests in the order of the models they are about, those with files of their own last
 * @param refused what is left out, and why
 * @param layer the semantic models and metrics
 */
public record ModelProject(List<Model> models, List<ModelTest> tests, List<Refused> refused, SemanticLayer layer) {

    public ModelProject {
        models = List.copyOf(models);
        tests = List.copyOf(tests);
        refused = List.copyOf(refused);
    }

    /** What a model becomes, by its name, as people write it in SQL; a query of one that is left out fails with its name. */
    public String relation(String model) {
        Relation relation = model(model).map(Model::relation).orElse(new Relation(Catalog.SCHEMA, model));
        return Sql.readable(relation.schema(), relation.name());
    }

    /** The model of that name; nothing where there is none that can be used. */
    public Optional<Model> model(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }
}
