package com.skyfit.lake.cli;

import com.skyfit.lake.configuration.DatabaseSettings;
import com.skyfit.lake.warehouse.QueryException;
import com.skyfit.lake.warehouse.QuerySession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A look into the database. */
@Command(
        name = "sql",
        description = {
            "Runs one query that can only read, and prints its rows.",
            "It can change nothing, whatever it says: it is one statement that returns rows, in a read-only transaction that is rolled back, by a role that is no superuser (PG_READER_USER where it is set, else PG_USER; the embedded database has a role for it). It needs no valid catalog.",
            "On a terminal that is too narrow for the rows, each column is printed on a line of its own."
        },
        exitCodeList = {ExitCodeText.ANSWERED, ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {
            "",
            "Examples:",
            "  skyfit sql \"select * from core.vw_pd_sales_funnel\"",
            "  skyfit sql --csv \"select * from core.pd_deals where is_deleted\""
        })
final class SqlCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @ArgGroup
    private RowsForm form = new RowsForm();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description =
                    "What the query may take until its first rows, and each further thousand. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Parameters(paramLabel = "QUERY", description = "One SQL query; - reads it from standard input.")
    private String query = "";

    @Override
    public Integer call() throws IOException, SQLException, QueryException {
        if (timeout < 1) {
            throw new ParameterException(
                    Console.specified(spec).commandLine(), "Invalid value for --timeout: expected 1 second or more");
        }
        QueryOutput output = form.output(Console.of(spec));
        try (QuerySession session = QuerySession.open(DatabaseSettings.reader(home.settings()), home.folder())) {
            session.run(text(), Duration.ofSeconds(timeout), output);
        }
        output.end();
        return 0;
    }

    private String text() throws IOException {
        return query.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : query;
    }
}
