package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.expectation.Shares;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Sql;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether references of the records that came last lead to a row: a deal's stage, a ticket's requester. A few never do, those to users who were
 * deleted long ago; many say that records of the other entity are missing. Tables whose entity was not read lately are not asked about.
 */
final class OrphanKeys implements Check {

    /** This many are usual, whatever their share: small tables have few rows. */
    private static final long FEW = 3;

    private static final Template TARGET =
            Template.of("left join {target} {alias} on {alias}.scope = g.scope and {alias}.{key} = g.{column}");

    private static final Template COUNTS = Template.of(
            "count(g.{column}) as {n}, count(*) filter (where g.{column} is not null and {alias}.scope is null) as {orphans}");

    @Override
    public String name() {
        return "orphan-keys";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (ScopedEntity entity : evidence.entities()) {
            Optional<RecentLines> recent = RecentLines.of(evidence, entity);
            for (Table table : entity.entity().tables()) {
                List<Reference> references = references(evidence, entity, table);
                if (!references.isEmpty()) {
                    results.add(judged(
                            entity,
                            table,
                            recent.isPresent()
                                    ? counted(evidence, entity, table, references, recent.get())
                                    : List.of()));
                }
            }
        }
        return results;
    }

    private record Reference(String column, Table target) {}

    private record Counted(String column, long orphans, long all) {}

    private static List<Reference> references(Evidence evidence, ScopedEntity entity, Table table) throws SQLException {
        List<Reference> references = new ArrayList<>();
        for (Column column : table.columns()) {
            Optional<ScopedEntity> target = entity.source()
                    .entityOf(column.references())
                    .map(other -> new ScopedEntity(entity.source(), entity.scope(), other));
            if (target.isPresent() && Extractions.areCurrent(evidence, target.get())) {
                references.add(
                        new Reference(column.name(), target.get().entity().table()));
            }
        }
        return references;
    }

    private static List<Counted> counted(
            Evidence evidence, ScopedEntity entity, Table table, List<Reference> references, RecentLines recent)
            throws SQLException {
        List<String> targets = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Reference reference : references) {
            int i = targets.size();
            String alias = Sql.name("t" + i);
            targets.add(TARGET.with("target", GoldTable.of(reference.target()).sql())
                    .with("alias", alias)
                    .with("key", Sql.name(reference.target().key().get(0)))
                    .with("column", Sql.name(reference.column()))
                    .sql());
            counts.add(COUNTS.with("column", Sql.name(reference.column()))
                    .with("alias", alias)
                    .with("n", Sql.name("n" + i))
                    .with("orphans", Sql.name("o" + i))
                    .sql());
            columns.add(
                    "(" + Sql.literal(reference.column()) + ", " + Sql.name("n" + i) + ", " + Sql.name("o" + i) + ")");
        }
        return recent.query(
                        evidence,
                        Template.of(Query.stored(OrphanKeys.class, "orphan-keys"))
                                .with("keys", RecentLines.keys(entity))
                                .with("counts", String.join(", ", counts))
                                .with("gold", GoldTable.of(table).sql())
                                .with(
                                        "record_key",
                                        Sql.name(
                                                entity.entity().recordKey(table).name()))
                                .with("targets", String.join("\n", targets))
                                .with("columns", String.join(", ", columns))
                                .sql())
                .bind("scope", entity.scope())
                .list(row -> new Counted(row.text("column_name"), row.number("orphans"), row.number("n")));
    }

    private CheckResult judged(ScopedEntity entity, Table table, List<Counted> counted) {
        Shares most = entity.expected().orphans();
        List<Finding> found = new ArrayList<>();
        for (Counted column : counted) {
            double share = (double) column.orphans() / column.all();
            String target = table.column(column.column()).references();
            String observed = column.column() + ": " + column.orphans() + " of " + column.all() + " keys are not in "
                    + new GoldTable(target);
            if (column.orphans() > FEW && (most.fails(share) || most.warns(share))) {
                found.add(new Finding(observed, column.column() + " leads nowhere", most.fails(share)));
            }
        }
        String subject = GoldTable.of(table) + " " + entity.scope();
        return Finding.result(
                this,
                subject,
                found,
                "no column has more",
                most + " of the references of the newest records, or " + FEW,
                "check whether the other table is complete: run 'skyfit run --sweep' for its entity, and check whether the account's"
                        + " token still sees all its records; or accept it with 'skyfit check accept orphan-keys \""
                        + subject + "\" --reason TEXT'");
    }
}
