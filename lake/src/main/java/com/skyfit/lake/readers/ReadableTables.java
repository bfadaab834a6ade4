package com.skyfit.lake.readers;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.warehouse.GoldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of catalog and models, and what their descriptions say of their columns.
 *
 * @param relations of the schemas that readers see, as {@code schema.name}
 * @param personal their columns with personal data
 * @param shared those of them that say nothing of any account, such as a calendar
 */
public record ReadableTables(Set<String> relations, List<PersonalColumn> personal, Set<String> shared) {

    /** The schemas that readers see. */
    static final List<String> SCHEMAS = List.of(Catalog.SCHEMA, "bi", "ml");

    /** A column with personal data. */
    public record PersonalColumn(String relation, String name) {}

    public ReadableTables {
        relations = Set.copyOf(relations);
        personal = List.copyOf(personal);
        shared = Set.copyOf(shared);
    }

    /** What these describe. */
    public static ReadableTables of(Catalog catalog, ModelProject project) {
        Set<String> relations = new TreeSet<>();
        List<PersonalColumn> personal = new ArrayList<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    String relation = GoldTable.of(table).toString();
                    relations.add(relation);
                    table.columns().stream()
                            .filter(Column::personal)
                            .forEach(column -> personal.add(new PersonalColumn(relation, column.name())));
                }
            }
        }
        Set<String> shared = new TreeSet<>();
        for (Model model : project.models()) {
            if (SCHEMAS.contains(model.relation().schema())) {
                String relation = model.relation().toString();
                relations.add(relation);
                model.personal().forEach(column -> personal.add(new PersonalColumn(relation, column)));
                if (model.isShared()) {
                    shared.add(relation);
                }
            }
        }
        return new ReadableTables(relations, personal, shared);
    }
}
