package com.skyfit.lake.gold;

import com.skyfit.lake.warehouse.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The views over a table, anybody's, put aside while a column's type changes and made again as they were, in the transaction of the
 * caller: PostgreSQL changes no column that a view shows. Readers never see them missing.
 */
final class DependentViews {

    private record Saved(String name, String definition, List<String> afterwards) {}

    private final Connection connection;
    private final List<Saved> saved;

    private DependentViews(Connection connection, List<Saved> saved) {
        this.connection = connection;
        this.saved = saved;
    }

    /**
     * Takes the views away.
     *
     * @throws SQLException if a materialized view is among them: it would have to be filled again while readers wait
     */
    static DependentViews putAside(Connection connection, String table) throws SQLException {
        List<Saved> saved = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                with recursive dependent as (
                    select to_regclass(?)::oid as oid, 0 as depth
                    union
                    select r.ev_class, d.depth + 1
                    from dependent d join pg_depend p on p.refobjid = d.oid and p.classid = 'pg_rewrite'::regclass
                        join pg_rewrite r on r.oid = p.objid and r.ev_class <> d.oid
                )
                select c.oid::regclass::text, pg_get_viewdef(c.oid), c.relkind, r.rolname, obj_description(c.oid, 'pg_class'),
                    array(select format('grant %s on %s to %s', a.privilege_type, c.oid::regclass,
                            case when a.grantee = 0 then 'public' else quote_ident(g.rolname) end)
                          from aclexplode(c.relacl) a left join pg_roles g on g.oid = a.grantee where a.grantee <> c.relowner) as grants
                from (select oid, max(depth) as depth from dependent where depth > 0 group by oid) d
                    join pg_class c on c.oid = d.oid join pg_roles r on r.oid = c.relowner
                order by d.depth""")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(3).equals("m")) {
                        throw new SQLException("Cannot change a column of " + table + ": the materialized view "
                                + rows.getString(1) + " shows it; drop it and make it again afterwards");
                    }
                    List<String> afterwards = new ArrayList<>();
                    afterwards.add("alter view " + rows.getString(1) + " owner to " + Sql.name(rows.getString(4)));
                    if (rows.getString(5) != null) {
                        afterwards.add(
                                "comment on view " + rows.getString(1) + " is " + Sql.literal(rows.getString(5)));
                    }
                    for (Object grant : (Object[]) rows.getArray(6).getArray()) {
                        afterwards.add((String) grant);
                    }
                    saved.add(new Saved(rows.getString(1), rows.getString(2), afterwards));
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (int i = saved.size() - 1; i >= 0; i--) {
                statement.execute("drop view " + saved.get(i).name());
            }
        }
        return new DependentViews(connection, saved);
    }

    /** Makes them again, with owner, comment and grants. */
    void restore() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Saved view : saved) {
                statement.execute("create view " + view.name() + " as " + view.definition());
                for (String sql : view.afterwards()) {
                    statement.execute(sql);
                }
            }
        }
    }
}
