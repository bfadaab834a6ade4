package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.models.Relation;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and views that follow from a catalog. */
record CatalogRelations(Set<Relation> relations) {

    CatalogRelations {
        relations = Set.copyOf(relations);
    }

    static CatalogRelations of(Catalog catalog) {
        return new CatalogRelations(catalog.sources().stream()
                .flatMap(source -> source.entities().stream()
                        .flatMap(entity -> entity.tables().stream())
                        .flatMap(table -> of(source, table)))
                .collect(Collectors.toSet()));
    }

    /** A table, and where its past is kept that past and the versions it is made of. */
    private static Stream<Relation> of(Source source, Table table) {
        Relation itself = new Relation(Catalog.SCHEMA, table.name());
        return table.history() == null
                ? Stream.of(itself)
                : Stream.of(
                        itself,
                        new Relation(Catalog.SCHEMA, History.nameFor(table.name())),
                        new Relation(source.stagingSchema(), History.versionsFor(table.name())));
    }

    /** False only of what would follow from the catalog and does not. */
    boolean mayBeThere(Relation relation) {
        boolean follows = relation.schema().equals(Catalog.SCHEMA) || Source.isStaging(relation.schema());
        return !follows || relations.contains(relation);
    }
}
