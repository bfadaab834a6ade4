package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.TestCatalogs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.run.result.RunReport;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All stages, from sources as strict as the real ones, compared with the sources' true records. */
class SimulatedRunTest {

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    /** What is shipped switched off is read here, too, but for the changes of deals, which DealChangesTest reads. */
    private final Catalog catalog = TestCatalogs.shippedWithOptionalEntities();

    private final Simulator simulator = Simulator.start(SimulatorOptions.of(11, 0.03, Instant.now()));
    private final GoldAndTruth both = new GoldAndTruth(database, catalog, simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    private RunReport run() throws Exception {
        return Runs.run(simulator.settings(), catalog, home, database.get());
    }

    @Test
    void goldIsWhatIsTrueAtTheSourcesAndTheChecksAgree() throws Exception {
        RunReport report = run();

        assertThat(report.findings().failures()).isEmpty();
        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        Set<String> gold = both.gold();
        assertThat(gold).isEqualTo(both.truth(gold)).hasSizeGreaterThan(5_000);
    }

    @Test
    void aRunWithoutChangesReadsTheOverlapAndChangesNothing() throws Exception {
        long all = records(run());

        RunReport second = run();

        assertThat(Runs.written(second)).isZero();
        assertThat(records(second)).isLessThan(all / 20);
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
    }

    private static long records(RunReport report) {
        return report.units().stream()
                .filter(unit -> unit.unit().stage() == Stage.EXTRACT)
                .mapToLong(unit -> unit.moved().rowsIn())
                .sum();
    }

    @Test
    void changesAtTheSourcesAndNothingElseReachGold() throws Exception {
        run();
        List<Changed> changes = new ArrayList<>(simulator.change(new ChangeRequest(2, 3, 0, 0, 0, Set.of())));
        changes.addAll(simulator.change(new ChangeRequest(0, 0, 2, 2, 1, Set.of("deals"))));
        changes.addAll(simulator.change(new ChangeRequest(0, 0, 1, 0, 0, Set.of("tickets"))));

        RunReport report = run();

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Runs.written(report))
                .isEqualTo(changes.stream()
                        .map(change -> change.source() + change.scope() + change.entity() + change.id())
                        .distinct()
                        .count());
        Set<String> gold = both.gold();
        assertThat(gold).isEqualTo(both.truth(gold));
        for (Changed change : changes) {
            if (change.kind().equals("archived")) {
                assertThat(database.rows(
                                "select is_archived from core.pd_deals where scope = ? and deal_id = ?",
                                change.scope(),
                                change.id()))
                        .containsExactly("t");
            }
        }
    }

    @Test
    void aColumnThatIsAlwaysNullSaysWhyAndWhereTheFactIs() throws Exception {
        run();

        Map<String, Column> empty = new TreeMap<>();
        Map<String, Column> explained = new TreeMap<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    for (Column column : table.columns()) {
                        String name = table.name() + "." + column.name();
                        if (!(column.content() instanceof Column.Content.Rest)
                                && isEmpty(table.name(), column.name())) {
                            empty.put(name, column);
                        }
                        if (column.description().contains("v1 only")) {
                            explained.put(name, column);
                        }
                    }
                }
            }
        }
        assertThat(empty.keySet()).isEqualTo(explained.keySet());
        for (Column column : explained.values()) {
            Matcher elsewhere = Pattern.compile(
                            "v1 only; core\\.(\\w+) has it (?:for every record|as (\\w+), by \\w+)\\.$")
                    .matcher(column.description());
            if (elsewhere.find()) {
                String name = Objects.requireNonNullElse(elsewhere.group(2), column.name());
                assertThat(isEmpty(elsewhere.group(1), name))
                        .as(elsewhere.group(1) + "." + name)
                        .isFalse();
            } else {
                assertThat(column.description()).as(column.name()).endsWith("v1 only and found nowhere else.");
            }
        }
    }

    private boolean isEmpty(String table, String column) throws Exception {
        return database.rows("select 1 from core.%s where %s is not null limit 1".formatted(table, column))
                .isEmpty();
    }

    @Test
    void noFieldOfTheSourcesIsUnknownToTheCatalog() throws Exception {
        run();

        assertThat(database.rows("select source, entity, field from ops.drift order by 1, 2, 3"))
                .isEmpty();
    }

    @Test
    void fieldsThatAreRenamedDeletedOrLoseAnOptionAreFollowed() throws Exception {
        run();
        List<String> options = options();
        simulator.change(new ChangeRequest(1, 9, 0, 0, 0, Set.of("deal_fields")));
        simulator.change(new ChangeRequest(0, 0, 1, 0, 0, Set.of("person_fields", "activity_types")));

        run();

        Set<String> gold = both.gold();
        assertThat(gold).isEqualTo(both.truth(gold));
        assertThat(database.rows(
                        "select distinct scope, field_name from core.pd_deal_fields where field_code = 'title'"))
                .containsExactlyInAnyOrder("comercial|Título 2", "expansao|Título 2");
        assertThat(options()).hasSizeLessThan(options.size()).isSubsetOf(options);
        assertThat(database.rows("select count(*) from core.pd_person_fields where is_deleted"))
                .containsExactly("2");
    }

    private List<String> options() throws Exception {
        return database.rows("""
                select o.scope, f.field_type, o.option_id, o.label from core.pd_deal_field_options o
                    join core.pd_deal_fields f using (scope, field_code)
                order by 1, 2, 3, 4""");
    }
}
