package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Template;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether the payloads of a source have changed their shape: a field that the catalog does not know came, which is worth a look once; a field
 * that most records have is missing from the newest ones; a field has values of a JSON type that it never had.
 */
final class SchemaDrift implements Check {

    /** A field that nothing is known to have been. */
    private static final String NULL = "null";

    @Override
    public String name() {
        return "schema-drift";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        Set<Described> described = new LinkedHashSet<>();
        for (ScopedEntity entity : evidence.entities()) {
            if (described.add(new Described(entity.source(), entity.entity()))) {
                results.add(unknown(evidence, entity));
            }
        }
        for (ScopedEntity entity : evidence.entities()) {
            results.add(Finding.result(
                    this,
                    entity,
                    changed(evidence, entity),
                    "every field as before",
                    "the newest records have the usual fields with the usual JSON types: missing, "
                            + entity.expected().vanished() + "; of another type, "
                            + entity.expected().retyped(),
                    "compare a record with the source's documentation ('skyfit trace' shows its payload) and change the paths or types in"
                            + " the catalog; if the change is correct, run 'skyfit check accept schema-drift " + entity
                            + " --reason TEXT'"));
        }
        return results;
    }

    /** An entity whatever its scope: the catalog describes it once. */
    private record Described(Source source, Entity entity) {}

    /** Fields noted since the last check; those of an entity's first extraction are not a change. */
    private CheckResult unknown(Evidence evidence, ScopedEntity entity) throws SQLException {
        Subject subject =
                Subject.ofAllScopes(entity.source().name(), entity.entity().name());
        List<String> fields = Query.of(evidence.connection(), """
                        select d.field, d.json_type, d.first_run_id from ops.drift d
                        where d.source = :source and d.entity = :entity and d.first_seen > (
                            select max(checked_at) from ops.check_result where check_name = :check and subject = :subject)
                        order by d.field""")
                .bind("source", subject.source())
                .bind("entity", subject.entity())
                .bind("check", name())
                .bind("subject", subject.toString())
                .list(row -> row.text("field") + " (" + row.text("json_type") + ") in run " + row.text("first_run_id"));
        String expected = "no new field that the catalog does not know";
        String observed = String.join(", ", fields);
        return fields.isEmpty()
                ? passed(subject, "none", expected)
                : warned(
                        subject,
                        observed,
                        expected,
                        "nothing is lost: the table's column for other fields contains them; to give them their own column, add"
                                + " it in your own catalog file",
                        observed);
    }

    /** How many lines have a field with values of each type; with {@link #NULL} where it has none. */
    private record Fields(long lines, Map<String, Map<String, Long>> types) {}

    private List<Finding> changed(Evidence evidence, ScopedEntity entity) throws SQLException {
        UsualShares usual = UsualShares.of(evidence, this, entity);
        Optional<RecentLines> recent = RecentLines.toLearnFrom(evidence, entity, usual);
        if (recent.isEmpty()) {
            return List.of();
        }
        Fields fields = fields(evidence, entity, recent.get());
        if (fields.lines() < entity.expected().leastRows()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>(vanished(usual, entity, recent.get(), fields));
        found.addAll(retyped(evidence, entity, recent.get(), fields));
        return found;
    }

    private static Fields fields(Evidence evidence, ScopedEntity entity, RecentLines recent) throws SQLException {
        Map<String, Map<String, Long>> types = new TreeMap<>();
        long[] lines = {0};
        recent.query(
                        evidence,
                        Template.of(Query.stored(SchemaDrift.class, "recent-fields"))
                                .with("lines", RecentLines.rows(entity))
                                .sql())
                .each(row -> {
                    lines[0] = row.number("lines");
                    types.computeIfAbsent(row.text("field"), field -> new TreeMap<>())
                            .put(row.text("json_type"), row.number("n"));
                });
        return new Fields(lines[0], types);
    }

    private static List<Finding> vanished(UsualShares usual, ScopedEntity entity, RecentLines recent, Fields fields)
            throws SQLException {
        List<Finding> found = new ArrayList<>();
        Set<String> all = new HashSet<>(usual.items());
        all.addAll(fields.types().keySet());
        for (String field : all.stream().sorted().toList()) {
            long having = fields.types().getOrDefault(field, Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            usual.lost(
                            field,
                            (double) having / fields.lines(),
                            recent.run(),
                            entity.expected().vanished())
                    .ifPresent(found::add);
        }
        usual.note();
        return found;
    }

    private List<Finding> retyped(Evidence evidence, ScopedEntity entity, RecentLines recent, Fields fields)
            throws SQLException {
        UsualShares usual = UsualShares.of(evidence, this, entity + " (types)");
        Set<String> known = new HashSet<>();
        usual.items().forEach(item -> known.add(item.substring(0, item.lastIndexOf(" is "))));
        List<Finding> found = new ArrayList<>();
        fields.types().forEach((field, types) -> {
            long values = types.entrySet().stream()
                    .filter(type -> !type.getKey().equals(NULL))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            types.forEach((type, n) -> {
                if (!type.equals(NULL)) {
                    String item = field + " is " + type;
                    double share = (double) n / values;
                    if (known.contains(field)) {
                        usual.gained(
                                        item,
                                        share,
                                        recent.run(),
                                        entity.expected().retyped())
                                .ifPresent(found::add);
                    } else {
                        usual.learn(item, share, recent.run());
                    }
                }
            });
        });
        usual.note();
        return found;
    }
}
