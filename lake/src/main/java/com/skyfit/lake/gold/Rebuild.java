package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.warehouse.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Builds an entity's tables aside from all of silver and makes gold what was built, inside a transaction of its caller. */
final class Rebuild {

    /** What the ledger remembers of earlier transforms of the entity. */
    private static final List<String> FORGET = List.of(
            "update ops.file set transformed_at = null where source = ? and entity = ? and transformed_at is not null",
            "update ops.manifest set absence_applied_at = null where source = ? and entity = ? and absence_applied_at is not null",
            "delete from ops.drift where source = ? and entity = ?",
            "delete from ops.gold_keys where source = ? and entity = ?");

    private final Connection connection;
    private final Source source;
    private final Entity entity;

    Rebuild(Connection connection, Source source, Entity entity) {
        this.connection = connection;
        this.source = source;
        this.entity = entity;
    }

    Transformed run() throws SQLException, InterruptedException {
        for (Table table : entity.tables()) {
            execute("create temporary table " + Sql.name(table.name()) + " (like " + Target.GOLD.sql(table)
                    + " including defaults including indexes) on commit drop");
        }
        for (String forget : FORGET) {
            try (PreparedStatement statement = connection.prepareStatement(forget)) {
                statement.setString(1, source.name());
                statement.setString(2, entity.name());
                statement.executeUpdate();
            }
        }
        Transformed built =
                new EntityTransform(connection, source, entity, Target.ASIDE).run(scope -> false, Arrivals.over());
        Transformed replaced = Transformed.NOTHING;
        for (Table table : entity.tables()) {
            execute("analyze " + Target.ASIDE.sql(table));
            Transformed rows = replace(table);
            replaced = table.isChild() ? replaced : rows;
        }
        return new Transformed(
                built.rowsIn(),
                replaced.inserted(),
                replaced.changed(),
                built.inserted() - replaced.inserted() - replaced.changed(),
                replaced.vanished(),
                built.badValues());
    }

    private Transformed replace(Table table) throws SQLException {
        MergeSql merge = new MergeSql(Target.GOLD, table, Target.ASIDE.sql(table));
        long surplus = execute(merge.deleteSurplus());
        long corrected = execute(merge.replaceDiffering());
        long missing = execute(merge.insertMissing());
        return new Transformed(0, missing, corrected, 0, surplus, 0);
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
