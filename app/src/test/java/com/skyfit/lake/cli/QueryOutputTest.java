package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.QuerySession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How the rows of a query look to people. */
class QueryOutputTest {

    @TempDir
    private Path home;

    private List<String> lines(String query, int terminal) throws Exception {
        StringWriter out = new StringWriter();
        CommandLine line = Skyfit.commandLine(new PrintWriter(out), new PrintWriter(out));
        QueryOutput output = new QueryOutput.Aligned(Console.of(line.getCommandSpec()), terminal);
        try (EmbeddedServer server = EmbeddedServer.open(Database.serverHome(home), 0);
                QuerySession session = QuerySession.open(null, home)) {
            assertThat(server.uri()).startsWith("postgresql://");
            session.run(query, Duration.ofMinutes(1), output);
        }
        output.end();
        return out.toString().lines().toList();
    }

    @Test
    void rowsAreAlignedWhereTheyFitAndColumnsAreLinesWhereTheyDoNot() throws Exception {
        String query =
                "select * from (values ('comercial', 7, repeat('x', 65)), ('expansao', 1234, null)) rows (scope, number, text)";

        assertThat(lines(query, 79))
                .containsExactly(
                        "scope      number  text",
                        "comercial       7  " + "x".repeat(57) + "...",
                        "expansao     1234",
                        "(2 rows)");
        assertThat(lines(query, 78))
                .containsExactly(
                        "row 1",
                        "  scope   comercial",
                        "  number  7",
                        "  text    " + "x".repeat(65),
                        "row 2",
                        "  scope   expansao",
                        "  number  1234",
                        "  text",
                        "(2 rows)");
    }

    @Test
    void aQueryWithoutRowsShowsItsColumns() throws Exception {
        assertThat(lines("select 1 as n where false", 2)).containsExactly("n", "(0 rows)");
    }

    @Test
    void aRecordCannotSteerTheTerminal() throws Exception {
        assertThat(lines("select E'red \\x1b[31m' as subject", 80)).contains("red \uFFFD[31m");
    }
}
