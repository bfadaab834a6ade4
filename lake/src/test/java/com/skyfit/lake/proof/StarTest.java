package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.building.ModelBuilder;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.run.Runs;
import com.skyfit.lake.run.result.ExitCode;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import com.skyfit.simulator.source.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The star of schema {@code bi} after a whole run on simulated sources. */
class StarTest {

    private static final Pattern QUESTION = Pattern.compile("(?s)\\n## (\\d+\\. [^\\n]+)\\n.*?```sql\\n(.*?)```");
    private static final int LONGEST = 15;
    private static final int MANY = 1_000_000;

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private final Catalog catalog = CatalogReader.shipped();

    @BeforeEach
    void run() throws Exception {
        try (Simulator simulator = Simulator.start(new SimulatorOptions(
                0,
                11,
                0.01,
                Instant.now().minusSeconds(7_200),
                new Limits(MANY, MANY, MANY, MANY, MANY),
                List.of("comercial", "expansao")))) {
            assertThat(Runs.run(simulator.settings(), catalog, home, database.get())
                            .exitCode())
                    .isEqualTo(ExitCode.OK);
        }
    }

    private void build(String name) throws Exception {
        List<Model> models = ProjectReader.read(home, catalog).models();
        for (Model model : models) {
            if (model.name().equals(name)) {
                new ModelBuilder(database.get(), models).build(model, false);
            }
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.get().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void everyQuestionOfTheCookbookIsAnsweredByAShortQuery() throws Exception {
        List<MatchResult> questions = QUESTION.matcher(Files.readString(Path.of("..", "docs", "cookbook.md")))
                .results()
                .toList();
        assertThat(questions).hasSizeGreaterThanOrEqualTo(10);
        List<String> unanswered = new ArrayList<>();
        for (MatchResult question : questions) {
            assertThat(question.group(2).lines()).as(question.group(1)).hasSizeLessThanOrEqualTo(LONGEST);
            if (database.rows("select 1 from (" + question.group(2) + ") answer")
                    .isEmpty()) {
                unanswered.add(question.group(1));
            }
        }
        assertThat(unanswered).isEmpty();
    }

    @Test
    void factsHaveWhatGoldHas() throws Exception {
        assertThat(database.rows("select scope, count(*), sum(value) from bi.fact_deal group by scope order by scope"))
                .isEqualTo(
                        database.rows(
                                "select scope, count(*), sum(value) from core.pd_deals where not is_deleted group by scope order by scope"));
        assertThat(database.rows("select count(*), count(*) filter (where is_done) from bi.fact_activity"))
                .isEqualTo(database.rows(
                        "select count(*), count(*) filter (where done) from core.pd_activities where not is_deleted"));
        assertThat(database.rows("select count(*), sum(first_reply_minutes) from bi.fact_ticket"))
                .isEqualTo(database.rows(
                        "select count(*), sum(first_reply_minutes) from core.zd_tickets where not is_deleted"));
    }

    @Test
    void aRecordThatIsReferredToAndNotKnownIsAMemberAllTheSame() throws Exception {
        String known = "select owner_key, count(*) from bi.fact_deal group by owner_key order by owner_key";
        List<String> before = database.rows(known);
        String user = database.rows(
                        "select max(user_id) from core.pd_deals where scope = 'comercial' and not is_deleted")
                .get(0);
        execute("delete from core.pd_users where scope = 'comercial' and user_id = " + user);

        build("dim_pd_user");
        build("fact_deal");

        assertThat(database.rows("select name from bi.dim_pd_user where is_inferred"))
                .containsExactly("User " + user);
        assertThat(database.rows(known)).isEqualTo(before);
    }

    @Test
    void businessDaysAreThoseOfTheCatalogsCalendar() throws Exception {
        BusinessCalendar calendar = catalog.source("pipedrive").expectations().calendar();

        for (String row :
                database.rows("select date, is_business_day from bi.dim_date where year >= 2024 order by date")) {
            String[] values = row.split("\\|", 2);
            assertThat(values[1].startsWith("t"))
                    .as(values[0])
                    .isEqualTo(calendar.isWorkingDay(LocalDate.parse(values[0])));
        }
    }

    @Test
    void aScopeKeepsItsNumberWhateverIsConfiguredLater() throws Exception {
        List<String> before = database.rows("select scope, scope_key from bi.dim_scope order by scope");
        execute("insert into ops.scope (scope, number) values ('abertura', 4)");

        build("dim_scope");

        assertThat(database.rows("select scope, scope_key from bi.dim_scope where scope <> 'abertura' order by scope"))
                .isEqualTo(before);
    }
}
