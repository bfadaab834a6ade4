package com.skyfit.lake.models.building;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds models, one at a time, each in a transaction of its own. */
public final class ModelBuilder {

    private final Warehouse warehouse;
    private final Map<String, String> queries;
    private final ReaderGap gap;

    /**
     * For models in that warehouse.
     *
     * @param models all that are built there, in any order
     */
    public ModelBuilder(Warehouse warehouse, Collection<Model> models) {
        this(warehouse, models, ReaderGap.USUAL);
    }

    ModelBuilder(Warehouse warehouse, Collection<Model> models, ReaderGap gap) {
        this.warehouse = warehouse;
        this.queries = models.stream()
                .collect(Collectors.toUnmodifiableMap(model -> model.relation().toString(), Model::sql));
        this.gap = gap;
    }

    /**
     * Builds a model; those that it reads must be there.
     *
     * @param completely whether an incremental model computes all of its rows, also where it could add to those it has
     * @throws SQLException if the query fails, something else has its name, or what others built on it cannot be made again over its new
     *     shape; all is as it was
     */
    public Built build(Model model, boolean completely) throws SQLException, InterruptedException {
        try (Connection connection = warehouse.connect()) {
            connection.setAutoCommit(false);
            try {
                Built built = new ModelBuild(connection, model, queries, gap).run(completely);
                connection.commit();
                return built;
            } catch (SQLException e) {
                warehouse.giveUp(connection, e);
                throw e;
            } catch (InterruptedException e) {
                connection.rollback();
                throw e;
            }
        }
    }
}
