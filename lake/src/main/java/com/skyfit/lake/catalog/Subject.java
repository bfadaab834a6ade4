package com.skyfit.lake.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What checks are about: the records of one entity in one scope.
 *
 * @param source where they come from
 * @param scope the business unit
 * @param entity their kind
 */
public record Subject(Source source, String scope, Entity entity) {

    /** A query whose first three parameters are bound to source, scope and entity. */
    public PreparedStatement bound(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, source.name());
        statement.setString(2, scope);
        statement.setString(3, entity.name());
        return statement;
    }

    @Override
    public String toString() {
        return source.name() + "." + scope + "." + entity.name();
    }
}
