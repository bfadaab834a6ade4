package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.history.Past;
import com.skyfit.lake.gold.history.PastRebuild;
import com.skyfit.lake.silver.Arrivals;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.Connection;
import java.sql.SQLException;

/** Builds an entity's tables aside from all of silver and makes gold what was built, inside a transaction of its caller. */
final class Rebuild {

    private static final Template CREATE_ASIDE = Template.of(
            "create temporary table {aside} (like {gold} including defaults including indexes) on commit drop");

    private static final Template ANALYZE = Template.of("analyze {aside}");

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
            execute(CREATE_ASIDE
                    .with("aside", Target.ASIDE.sql(table))
                    .with("gold", Target.GOLD.sql(table))
                    .sql());
        }
        Past past = PastRebuild.begin(connection, source, entity.table(), Target.ASIDE.sql(entity.table()));
        new TransformLedger(connection, source, entity).forgetAll();
        Transformed built = new EntityTransform(connection, source, entity, Target.ASIDE, past)
                .run(scope -> false, Arrivals.over());
        Transformed replaced = Transformed.NOTHING;
        for (Table table : entity.tables()) {
            execute(ANALYZE.with("aside", Target.ASIDE.sql(table)).sql());
            Transformed rows = replace(table);
            replaced = table.isChild() ? replaced : rows;
        }
        PastRebuild.replace(connection, source, entity.table());
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
        return Query.of(connection, sql).update();
    }
}
