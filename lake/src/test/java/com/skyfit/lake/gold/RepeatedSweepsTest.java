package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LedgerPart;
import com.skyfit.lake.silver.PartLoader;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Unchanged records that are read again hardly grow silver, and are still visible. */
final class RepeatedSweepsTest {

    private static final Catalog CATALOG = CatalogReader.shipped();
    private static final Source SOURCE = CATALOG.source("pipedrive");
    private static final Entity DEALS = SOURCE.entity("deals");
    private static final String SCOPE = "comercial";
    private static final int RECORDS = 6_000;

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private final Random random = new Random(7);

    @Test
    void aYearOfWeeklySweepsWithoutChangesGrowsSilverByLessThanThreePercent() throws Exception {
        List<String> deals = deals();
        sweep(0, deals);
        long first = bytes();

        for (int week = 1; week <= 52; week++) {
            sweep(week, deals);
        }

        assertThat(bytes()).isLessThan(first + first * 3 / 100);
        assertThat(database.rows(
                        "select sum(loaded_lines), (select count(*) from stg_pipedrive.deals_raw) from ops.file"))
                .containsExactly(53 * RECORDS + "|" + 53 * RECORDS);
    }

    @Test
    void aRecordThatChangedIsARowAndItsNeighboursAreNot() throws Exception {
        List<String> deals = deals();
        sweep(0, deals);
        deals.set(100, deal(100, "changed"));
        sweep(1, deals);
        sweep(2, deals);

        assertThat(database.rows("select count(*) from stg_pipedrive.deals")).containsExactly(RECORDS + 1 + "");
        assertThat(database.rows("select line_no, lines, of_line_no from ops.repeat where lines = 1"))
                .as("the changed one, seen again")
                .containsExactly("101|1|101");
        new Transform(database.get()).run(SOURCE, DEALS);
        Trace trace = Trace.of(database.get(), SOURCE, DEALS, SCOPE, "100");
        assertThat(trace.versions()).extracting(Trace.Version::runId).containsExactly(run(2), run(1), run(0));
        assertThat(trace.versions().get(0).shown()).isTrue();
        assertThat(trace.versions().get(0).payload())
                .isEqualTo(trace.versions().get(1).payload());
    }

    @Test
    void aSilverThatHeldEveryObservationIsFoldedWhenItsPartsAreLoadedAgain() throws Exception {
        List<String> deals = deals();
        for (int week = 0; week < 3; week++) {
            sweep(week, deals);
        }
        unfold();
        new Transform(database.get()).run(SOURCE, DEALS);
        List<Digest> before = digest();

        PartLoader loader = new PartLoader(database.get(), new LocalLake(folder));
        for (LedgerPart part : new Ledger(database.get()).all(new Subject("pipedrive", SCOPE, "deals"))) {
            loader.load(SilverTable.of(SOURCE, DEALS), part);
        }
        new Transform(database.get()).rebuild(SOURCE, DEALS);

        assertThat(database.rows("select count(*) from stg_pipedrive.deals")).containsExactly(RECORDS + "");
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void payloadsThatAreEqualInMeaningOnlyAreKeptBoth() throws Exception {
        commit("20260101T060000Z", List.of("{\"id\":1,\"value\":1.5}"));
        load();
        commit("20260108T060000Z", List.of("{\"id\":1,\"value\":1.50}"));
        load();

        assertThat(database.rows("select payload ->> 'value' from stg_pipedrive.deals_raw order by run_id"))
                .containsExactly("1.5", "1.50");
    }

    /** As warehouses are that were filled before repeats were folded. */
    private void unfold() throws Exception {
        database.execute("""
                insert into stg_pipedrive.deals (file_id, line_no, payload)
                select r.file_id, r.line_no + n, l.payload
                from ops.repeat r cross join generate_series(0, r.lines - 1) n
                    join stg_pipedrive.deals l on l.file_id = r.of_file_id and l.line_no = r.of_line_no + n;
                truncate ops.repeat""");
    }

    private List<Digest> digest() throws Exception {
        return Digest.of(database.get(), CATALOG, DEALS::equals);
    }

    private void sweep(int week, List<String> deals) throws Exception {
        commit(run(week), deals);
        load();
    }

    private static String run(int week) {
        return LocalDate.of(2026, 1, 5).plusWeeks(week).format(DateTimeFormatter.BASIC_ISO_DATE) + "T060000Z";
    }

    private void commit(String run, List<String> lines) throws Exception {
        new BronzeFixture(new LocalLake(folder)).commit("pipedrive", SCOPE, "deals", run, true, lines);
    }

    private void load() throws Exception {
        new Transform(database.get()).prepare(SOURCE, DEALS);
        Ledger ledger = new Ledger(database.get());
        ledger.register(new LocalLake(folder), "pipedrive");
        PartLoader loader = new PartLoader(database.get(), new LocalLake(folder));
        for (LedgerPart part : ledger.pending(new Subject("pipedrive", SCOPE, "deals"))) {
            loader.load(SilverTable.of(SOURCE, DEALS), part);
        }
    }

    /** Heap, TOAST and indexes of silver, and what stands in place of rows. */
    private long bytes() throws Exception {
        return Long.parseLong(database.rows("""
                        select pg_total_relation_size('stg_pipedrive.deals') + pg_total_relation_size('ops.repeat')""").get(0));
    }

    /** About as long as real ones, and as hard to compress. */
    private List<String> deals() {
        List<String> deals = new ArrayList<>();
        for (int id = 0; id < RECORDS; id++) {
            deals.add(deal(id, "deal"));
        }
        return deals;
    }

    private String deal(int id, String title) {
        StringBuilder custom = new StringBuilder();
        for (int field = 0; field < 24; field++) {
            custom.append(String.format(Locale.ROOT, ",\"%040x\":\"%016x\"", field * 7919, random.nextLong()));
        }
        return "{\"id\":" + id + ",\"title\":\"" + title + "\",\"update_time\":\"2026-01-01T00:00:00Z\"" + custom + "}";
    }
}
