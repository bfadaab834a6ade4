package com.skyfit.lake.powerbi.tmdl;

import java.util.List;

/**
 * A model of Power BI.
 *
 * @param culture language and country, {@code pt-BR}
 * @param parameters in the order in which they are written
 * @param tables in that order
 * @param relationships in that order
 * @param roles in that order
 */
public record SemanticModel(
        String culture,
        List<Parameter> parameters,
        List<Table> tables,
        List<Relationship> relationships,
        List<Role> roles) {

    public SemanticModel {
        parameters = List.copyOf(parameters);
        tables = List.copyOf(tables);
        relationships = List.copyOf(relationships);
        roles = List.copyOf(roles);
    }
}
