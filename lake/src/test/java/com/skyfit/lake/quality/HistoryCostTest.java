package com.skyfit.lake.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.status.EntityStatus;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.sql.Connection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries about the newest run cost the same however many older runs there are: counted in blocks that the server reads. */
final class HistoryCostTest {

    /** Three years, four a day. */
    private static final int RUNS = 4_400;

    /** A few looks into indexes of three levels for each stage, in one scope and in all of them. */
    private static final long FEW_BLOCKS = 80;

    private static final Pattern BLOCKS = Pattern.compile("\"Shared (?:Hit|Read) Blocks\": ([0-9]+)");

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @BeforeEach
    void history() throws Exception {
        database.execute("""
                insert into ops.run (run_id, command, version, started_at)
                select to_char(timestamp '2023-01-01' + n * interval '6 hours', 'YYYYMMDD"T"HH24MISS"Z"'), 'run', 'test', now()
                from generate_series(1, %d) n;
                insert into ops.run_unit (run_id, stage, source, scope, entity, status)
                select run_id, stage, 'pipedrive', case stage when 'transform' then '*' else 'comercial' end, entity, 'succeeded'
                from ops.run, unnest(array['extract', 'load', 'transform']) stage, unnest(array['deals', 'persons', 'users']) entity;
                insert into ops.check_result (run_id, check_name, subject, status, observed, expected, advice)
                select run_id, 'row-counts', 'core.' || entity || ' comercial', 'failed', '', '', ''
                from ops.run, unnest(array['deals', 'persons', 'users']) entity;
                analyze ops.run; analyze ops.run_unit; analyze ops.check_result""".formatted(RUNS));
        assertThat(Long.parseLong(database.rows("select pg_relation_size('ops.run_unit') / 8192")
                        .get(0)))
                .as("blocks of the history, which a look at all of it would cost")
                .isGreaterThan(5 * FEW_BLOCKS);
    }

    @Test
    void theNewestResultsOfASubject() throws Exception {
        assertThat(blocks(Query.stored(FailedUnits.class, "failed-units"))).isLessThan(FEW_BLOCKS);
    }

    @Test
    void whereAnEntityStands() throws Exception {
        assertThat(blocks(
                        Query.stored(EntityStatus.class, "entity-status").replace(":tables", "array['core.pd_deals']")))
                .isLessThan(FEW_BLOCKS);
    }

    @Test
    void whatWasLastFoundOfASubject() throws Exception {
        assertThat(blocks("""
                        select max(r.run_id collate "C") from ops.check_result r
                        where r.check_name = 'row-counts' and r.subject = 'core.deals comercial' and r.status = 'failed'
                            and :source || :scope || :entity <> ''""")).isLessThan(FEW_BLOCKS);
    }

    /** Those that the complete statement reads, from the first node of its plan. */
    private long blocks(String sql) throws Exception {
        try (Connection connection = database.get().connect()) {
            String plan = Query.of(connection, "explain (analyze, buffers, format json) " + sql)
                    .bind(Map.of("source", "pipedrive", "scope", "comercial", "entity", "deals"))
                    .one(row -> row.text("QUERY PLAN"));
            Matcher blocks = BLOCKS.matcher(plan);
            long looked = 0;
            for (int i = 0; i < 2 && blocks.find(); i++) {
                looked += Long.parseLong(blocks.group(1));
            }
            assertThat(looked).as(plan).isPositive();
            return looked;
        }
    }
}
