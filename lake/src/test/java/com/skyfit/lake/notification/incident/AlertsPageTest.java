package com.skyfit.lake.notification.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.quality.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that an operator reads at night says of every alert what the program says. */
class AlertsPageTest {

    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    /** The cells of the rows below that heading. */
    private static List<String[]> rows(String heading) throws IOException {
        String page = Files.readString(Path.of("../docs/operations/alerts.md"));
        String rest = page.substring(page.indexOf("## " + heading));
        int next = rest.indexOf("\n## ");
        return (next < 0 ? rest : rest.substring(0, next))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(2).split(" ?\\|", -1))
                        .map(String::strip)
                        .toArray(String[]::new))
                .toList();
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    @Test
    void everyKindOfRunsIsThereWithItsSeverityAndItsCure() throws IOException {
        assertThat(rows("Runs"))
                .extracting(row -> plain(row[0]) + " | " + row[1] + " | " + row[3])
                .containsExactlyElementsOf(Stream.of(IncidentKind.values())
                        .map(kind -> kind.text() + " | " + kind.severity().text() + " | " + kind.cure())
                        .toList());
    }

    @Test
    void everyCheckIsThereWithWhatExplainsIt() throws IOException {
        assertThat(rows("Checks")).extracting(row -> plain(row[0])).containsExactlyElementsOf(Checks.names());
        for (String[] row : rows("Checks")) {
            Set<String> named = new TreeSet<>();
            NAME.matcher(row[3]).results().forEach(name -> named.add(name.group(1)));
            assertThat(named).as(row[0]).isEqualTo(new TreeSet<>(Consequences.causes(plain(row[0]))));
        }
    }

    @Test
    void everyRowSaysWhyAndWhatToDo() throws IOException {
        assertThat(Stream.concat(rows("Runs").stream(), rows("Checks").stream()))
                .allSatisfy(row -> assertThat(List.of(row[1], row[2])).allMatch(cell -> cell.length() >= 5));
    }
}
