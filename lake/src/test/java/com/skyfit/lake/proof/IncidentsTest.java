package com.skyfit.lake.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The incidents in docs/reliability.md: what it says was tried is a test. */
class IncidentsTest {

    private static final Pattern NAMED = Pattern.compile("\\| `(\\w+\\.\\w+)` \\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("^    void (\\w+)\\(", Pattern.MULTILINE);

    private static List<String> named() throws IOException {
        String page = Files.readString(Path.of("../docs/reliability.md"));
        String incidents = page.substring(page.indexOf("## Incidents"), page.indexOf("## Orders"));
        return NAMED.matcher(incidents)
                .results()
                .map(incident -> incident.group(1))
                .toList();
    }

    private static List<String> tests() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String module : List.of("lake", "app", "simulator")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    String className = String.valueOf(file.getFileName()).replace(".java", ".");
                    TEST.matcher(Files.readString(file))
                            .results()
                            .map(test -> className + test.group(1))
                            .forEach(tests::add);
                }
            }
        }
        return tests;
    }

    @Test
    void areShownEachByATestThatExists() throws IOException {
        assertThat(named())
                .hasSizeGreaterThanOrEqualTo(40)
                .doesNotHaveDuplicates()
                .isSubsetOf(tests());
    }
}
