package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.Recount;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.OwnServer;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.simulator.world.TrueRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a lake and its database have in the end, held against the truth of the sources and against another reading of them. */
final class FinalState {

    /** A gold row without its lineage. */
    private static final String VALUES = """
            (to_jsonb(t) - '{_deleted_at,_source_run_id,_file_id,_line_no,_loaded_at,_updated_at,_last_seen_run_id,_absent_from_run_id}'::text[])::text
            """;

    private final OwnServer server;
    private final String database;
    private final BronzeWitness witness;
    private final String at;

    /**
     * Takes what is looked at.
     *
     * @param witness of the lake's objects
     * @param at names it where something differs
     */
    FinalState(OwnServer server, String database, BronzeWitness witness, String at) {
        this.server = server;
        this.database = database;
        this.witness = witness;
        this.at = at;
    }

    /** The run that catches up may say that tables have grown by much since the checks of a run before; the next one has nothing to say. */
    void verifyRuns(RunReport catchesUp, RunReport next) {
        assertThat(catchesUp.findings().failures())
                .as(at)
                .allMatch(failure -> failure.check().equals("row-counts"));
        assertThat(catchesUp.units()).as(at).allMatch(unit -> unit.message().isEmpty());
        assertThat(next.findings().failures()).as(at).isEmpty();
        assertThat(next.exitCode()).as(at).isEqualTo(ExitCode.OK);
        assertThat(next.units())
                .as(at)
                .allMatch(unit ->
                        unit.unit().stage() != Stage.TRANSFORM || unit.moved().rowsOut() == 0);
    }

    /** The ledger holds what manifests name, line by line, and nothing is half done. */
    void verifyLedger(Configuration configuration) throws Exception {
        Map<String, Long> ledger = new TreeMap<>();
        for (String row : rows("select blob_path, loaded_lines + quarantined_lines from ops.file where state = 'loaded'"
                + " and transformed_at is not null")) {
            int bar = row.lastIndexOf('|');
            ledger.put(row.substring(0, bar), Long.parseLong(row.substring(bar + 1)));
        }
        assertThat(ledger).as(at).isEqualTo(witness.committed());
        assertThat(rows("select count(*) from ops.file")).as(at).containsExactly(String.valueOf(ledger.size()));
        assertThat(rows("select run_id from ops.run where status = 'running'"))
                .as(at)
                .isEmpty();
        try (Warehouse warehouse = Warehouse.open(server.address(database))) {
            for (Recount recount : Recount.of(configuration, warehouse, Selection.ALL, false, 5)) {
                assertThat(recount.breaches()).as(at).isEmpty();
            }
        }
    }

    /**
     * Every record with its key, its time, and whether it is deleted; and none that the sources do not hold.
     *
     * @return how many were compared
     */
    int verifyTruth(List<TrueRecord> truth) throws Exception {
        Map<String, String> gold = new TreeMap<>();
        for (Source source : WholeRun.CATALOG.sources()) {
            for (Entity entity : source.entities()) {
                gold.putAll(records(source, entity));
            }
        }
        Map<String, String> expected = new TreeMap<>();
        for (TrueRecord record : truth) {
            String id = String.join("|", record.source(), record.entity(), record.scope(), record.key());
            String found = gold.getOrDefault(id, "");
            boolean neverListed = record.deleted()
                    && isUnlisted(record)
                    && witness.lastSeen(record).isEmpty();
            if (!neverListed) {
                String time = found.endsWith("∅")
                        ? "∅"
                        : String.valueOf(record.updatedAt().getEpochSecond());
                expected.put(id, (record.deleted() ? "deleted " : "live ") + time);
            }
        }
        Set<String> ids = new TreeSet<>(gold.keySet());
        ids.addAll(expected.keySet());
        assertThat(ids.stream()
                        .filter(id -> !gold.getOrDefault(id, "").equals(expected.getOrDefault(id, "")))
                        .map(id -> id + ": expected " + expected.get(id) + ", found " + gold.get(id))
                        .toList())
                .as(at)
                .isEmpty();
        return expected.size();
    }

    /** Whether gold shows each as deleted, and the source's time of it, where both have one. */
    private Map<String, String> records(Source source, Entity entity) throws Exception {
        Map<String, String> records = new TreeMap<>();
        for (String row : rows("""
                select scope || '|' || %s, case when is_deleted then 'deleted' else 'live' end,
                    case when _absent_from_run_id is null and isfinite(_source_version)
                        then extract(epoch from _source_version)::bigint end
                from core.%s""".formatted(key(entity), entity.table().name()))) {
            String[] parts = row.split("\\|", -1);
            records.put(String.join("|", source.name(), entity.name(), parts[0], parts[1]), parts[2] + " " + parts[3]);
        }
        return records;
    }

    /** Whether no list of the source shows such records once they are deleted. */
    private static boolean isUnlisted(TrueRecord record) {
        return record.source().equals("pipedrive") && !record.entity().equals("deals");
    }

    /** All values of all rows: each is in the other database, and each live one of the other is here. */
    void verifyRows(String other) throws Exception {
        for (Source source : WholeRun.CATALOG.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    String all = "select %s from core.%s t".formatted(VALUES, table.name());
                    String live = all
                            + " join core.%s r using (scope, %s) where not t.is_deleted and not r.is_deleted"
                                    .formatted(entity.table().name(), key(entity));
                    String what = "rows of core." + table.name() + ", " + at;
                    assertThat(lacking(rows(all), server.rows(other, all)))
                            .as(what)
                            .isEmpty();
                    assertThat(lacking(server.rows(other, live), rows(live)))
                            .as(what)
                            .isEmpty();
                }
            }
        }
    }

    private List<String> rows(String sql) throws Exception {
        return server.rows(database, sql);
    }

    private static String key(Entity entity) {
        return entity.table().key().get(0);
    }

    /** Which of the wanted rows are not there. */
    private static List<String> lacking(List<String> there, List<String> wanted) {
        List<String> lacking = new ArrayList<>(wanted);
        lacking.removeAll(new HashSet<>(there));
        return lacking;
    }
}
