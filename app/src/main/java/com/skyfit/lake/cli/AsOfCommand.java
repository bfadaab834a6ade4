package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.configuration.DatabaseSettings;
import com.skyfit.lake.gold.history.HistorySchema;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.warehouse.QueryException;
import com.skyfit.lake.warehouse.QuerySession;
import com.skyfit.lake.warehouse.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A look into the past. */
@Command(
        name = "as-of",
        description = {
            "Shows a table as it stood at a moment: the columns whose history is kept.",
            "The function core.TABLE_as_of(moment) gives the same rows in SQL; core.TABLE_history has all stretches of time. The history begins with the first run that kept versions; the column 'evidence' says how each row is known.",
            "It reads as 'skyfit sql' does, and can change nothing."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {
            "",
            "Examples:",
            "  skyfit as-of 2026-10-01 core.pd_deals",
            "  skyfit as-of 2026-10-01T12:00:00Z core.zd_tickets --csv"
        })
final class AsOfCommand implements Callable<Integer> {

    /** Beyond it, a database does not answer this at all. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @ArgGroup
    private RowsForm form = new RowsForm();

    @Parameters(
            index = "0",
            paramLabel = "MOMENT",
            description =
                    "A day, which stands for its end in the time zone of the source's calendar, or a time with its offset, such as 2026-10-01T12:00:00Z.")
    private String moment = "";

    @Parameters(
            index = "1",
            paramLabel = "TABLE",
            completionCandidates = KnownNames.TablesWithHistory.class,
            description = "A gold table that has a history, such as core.pd_deals.")
    private String table = "";

    /** A table that has a history, and the zone in which its source's days begin. */
    private record Past(Table table, ZoneId zone) {}

    @Override
    public Integer call() throws IOException, SQLException, QueryException {
        Past past = past();
        String query = "select * from " + HistorySchema.function(past.table()) + "(timestamptz "
                + Sql.literal(instant(past.zone()).toString()) + ") order by "
                + Sql.names(List.of("scope", past.table().key().get(0)));
        QueryOutput output = form.output(Console.of(spec));
        try (QuerySession session = QuerySession.open(DatabaseSettings.reader(home.settings()), home.folder())) {
            session.run(query, LIMIT, output);
        }
        output.end();
        return 0;
    }

    private Past past() {
        String prefix = Catalog.SCHEMA + ".";
        String name = table.startsWith(prefix) ? table.substring(prefix.length()) : table;
        List<String> known = new ArrayList<>();
        for (Source source : home.catalog().sources()) {
            for (Table one : KnownNames.withHistory(source).toList()) {
                if (one.name().equals(name)) {
                    return new Past(one, source.expectations().calendar().zone());
                }
                known.add(prefix + one.name());
            }
        }
        throw wrong("No history is kept of table '" + table + "'" + NearestName.among(known, prefix + name));
    }

    private Instant instant(ZoneId zone) {
        return day().map(day -> day.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS))
                .orElseGet(this::time);
    }

    private Optional<LocalDate> day() {
        try {
            return Optional.of(LocalDate.parse(moment));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Instant time() {
        try {
            return OffsetDateTime.parse(moment).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong("Invalid moment '" + moment
                    + "': expected a day such as 2026-10-01, or a time with its offset such as 2026-10-01T12:00:00Z");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Console.specified(spec).commandLine(), message);
    }
}
