package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the repository: decisions are complete, and links lead somewhere. */
class DocumentationTest {

    private static final Path TOP = Path.of("..");
    private static final Path DECISIONS = TOP.resolve("docs/decisions");

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern DECISION = Pattern.compile("ADR-\\d{3}");

    @Test
    void everyDecisionHasANumberADateAStatusAndWhatWasRejected() throws IOException {
        assertThat(decisions()).hasSizeGreaterThan(30).allSatisfy(page -> {
            String number = String.valueOf(page.getFileName()).substring(0, "ADR-000".length());
            assertThat(Files.readString(page))
                    .startsWith("# " + number + ": ")
                    .containsPattern(
                            "\\n\\nDate: \\d{4}-\\d\\d-\\d\\d\\. Status: (accepted|superseded by ADR-\\d{3})\\.\\n")
                    .containsPattern("\\n\\n\\*\\*Rejected\\.\\*\\* \\S");
        });
    }

    @Test
    void everyDecisionThatAPageOrASourceNamesExists() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path file : Stream.concat(pages().stream(), sources().stream()).toList()) {
            DECISION.matcher(Files.readString(file)).results().forEach(name -> named.add(name.group()));
        }

        assertThat(named)
                .isNotEmpty()
                .isSubsetOf(decisions().stream()
                        .map(page -> String.valueOf(page.getFileName()).substring(0, "ADR-000".length()))
                        .toList());
    }

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() throws IOException {
        List<String> links = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : links(page)) {
                links.add(link);
                if (!leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }

        assertThat(links).hasSizeGreaterThan(40);
        assertThat(broken).isEmpty();
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.startsWith("https://"))
                .toList();
    }

    /** @param link a path beside the page, an anchor, or a path and an anchor */
    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return hash < 0 ? Files.exists(target) : anchors(target).contains(link.substring(hash + 1));
    }

    /** The anchors that a renderer of Markdown gives the headings of a page. */
    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> pages = Files.list(DECISIONS)) {
            return pages.sorted().toList();
        }
    }

    private static List<Path> pages() throws IOException {
        return files(
                ".md",
                List.of(
                        "README.md",
                        "CHANGELOG.md",
                        "CONTRIBUTING.md",
                        "docs",
                        "catalog",
                        "lake/src/test/resources/upgrade"));
    }

    private static List<Path> sources() throws IOException {
        return files(".java", List.of("lake/src/main", "app/src/main", "simulator/src/main"));
    }

    private static List<Path> files(String end, List<String> roots) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String root : roots) {
            try (Stream<Path> files = Files.walk(TOP.resolve(root))) {
                files.filter(file -> file.toString().endsWith(end)).forEach(found::add);
            }
        }
        return found;
    }
}
