package com.skyfit.lake.cli;

import com.skyfit.lake.configuration.DatabaseSettings;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.query.Grouping;
import com.skyfit.lake.models.metrics.query.MetricQuery;
import com.skyfit.lake.models.metrics.query.MetricQuery.Limit;
import com.skyfit.lake.models.reading.ProjectReader;
import com.skyfit.lake.warehouse.QueryException;
import com.skyfit.lake.warehouse.QuerySession;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The numbers of metrics. */
@Command(
        name = "value",
        description = {
            "Computes metrics of the models as they were last built; it can only read.",
            "A metric goes by the day that 'skyfit metrics show' names. Amounts of money are always grouped by their currency."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED})
final class MetricsValueCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "Metrics, as 'skyfit metrics list' shows them; a column each.")
    private List<String> names = List.of();

    @Option(
            names = "--by",
            paramLabel = "WORD",
            split = ",",
            description =
                    "A row for each of these: day, week, month, quarter, year, or what 'skyfit metrics show' names.")
    private List<String> by = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, such as 2026-01-01.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
    private @Nullable LocalDate to;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            completionCandidates = KnownNames.Scopes.class,
            description = "This account only.")
    private @Nullable String scope;

    @ArgGroup
    private RowsForm form = new RowsForm();

    @Override
    public Integer call() throws SQLException, QueryException {
        CommandLine line = Console.specified(spec).commandLine();
        if (from != null && to != null && from.isAfter(to)) {
            throw new ParameterException(line, "--from " + from + " is after --to " + to);
        }
        ModelProject project = ProjectReader.read(home.folder(), home.readingCatalog());
        List<Metric> metrics = names.stream()
                .map(name -> MetricArgument.named(name, project.layer(), line))
                .toList();
        Map<Limit, Object> limits = new EnumMap<>(Limit.class);
        put(limits, Limit.FROM, from);
        put(limits, Limit.TO, to);
        put(limits, Limit.SCOPE, scope);
        String sql = query(project, metrics, limits, line);
        Map<String, Object> values = new LinkedHashMap<>();
        limits.forEach((limit, value) -> values.put(limit.name().toLowerCase(Locale.ROOT), value));
        QueryOutput output = form.output(Console.of(spec));
        try (QuerySession session = QuerySession.open(DatabaseSettings.reader(home.settings()), home.folder())) {
            known(session, line);
            session.answer(sql, values, LONGEST, output);
        }
        output.end();
        return 0;
    }

    private static void put(Map<Limit, Object> limits, Limit limit, @Nullable Object value) {
        if (value != null) {
            limits.put(limit, value);
        }
    }

    private String query(ModelProject project, List<Metric> metrics, Map<Limit, Object> limits, CommandLine line) {
        try {
            // Every metric has to know the words, because they share the rows.
            List<Grouping> groupings = metrics.stream()
                    .flatMap(metric -> by.stream().map(word -> Grouping.of(project.layer(), metric, word)))
                    .distinct()
                    .toList();
            return new MetricQuery(project.layer(), metrics, groupings, limits.keySet()).ordered(project::relation);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, e.getMessage(), e);
        }
    }

    /** An account that is not there would be answered with nothing, as if nothing had happened in it. */
    private void known(QuerySession session, CommandLine line) throws SQLException, QueryException {
        if (scope == null) {
            return;
        }
        List<String> scopes = session.texts("select scope from ops.scope order by number", LONGEST);
        if (!scopes.contains(scope)) {
            throw new ParameterException(line, NearestName.unknown("scope", scope, scopes));
        }
    }
}
