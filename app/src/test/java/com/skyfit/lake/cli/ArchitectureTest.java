package com.skyfit.lake.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the arrows between them. */
class ArchitectureTest {

    private static final String ROOT = "com.skyfit.lake.";
    private static final Path TOP = Path.of("..");

    /** A row of the table of rooms: its name, what it holds, what it uses. */
    private static final Pattern ROOM = Pattern.compile("^\\| `([a-z.]+)` \\|[^|]*\\| ?([^|]*)\\|$", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    /** How a package says why it may hold more types than others. */
    private static final String REASON = "More than " + Limits.TYPES + " types:";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.skyfit");

    private record Limits() {
        static final int TYPES = 20;
        static final int LINES = 400;
    }

    @Test
    void theRoomsAndTheirArrowsAreThoseOfTheArchitecturePage() throws IOException {
        assertThat(arrowsOfTheCode()).isEqualTo(arrowsOfThePage());
    }

    private static Map<String, Set<String>> arrowsOfThePage() throws IOException {
        Map<String, Set<String>> arrows = new TreeMap<>();
        Matcher rooms = ROOM.matcher(Files.readString(TOP.resolve("docs/architecture.md")));
        while (rooms.find()) {
            arrows.put(
                    rooms.group(1),
                    NAME.matcher(rooms.group(2))
                            .results()
                            .map(name -> name.group(1))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return arrows;
    }

    private Map<String, Set<String>> arrowsOfTheCode() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass one : classes) {
            String room = room(one);
            if (!room.isEmpty()) {
                Set<String> uses = arrows.computeIfAbsent(room, none -> new TreeSet<>());
                one.getDirectDependenciesFromSelf().stream()
                        .map(arrow -> room(arrow.getTargetClass()))
                        .filter(used -> !used.isEmpty() && !used.equals(room))
                        .forEach(uses::add);
            }
        }
        return arrows;
    }

    /** The name of a package of the lake; empty text for other packages. */
    private static String room(JavaClass one) {
        String name = one.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT) && !name.equals(ROOT + "cli") ? name.substring(ROOT.length()) : "";
    }

    @Test
    void packagesFormNoCircleTestsIncluded() {
        JavaClasses all = new ClassFileImporter()
                .importPaths(Stream.of("simulator", "lake", "app", "bench", "examples")
                        .flatMap(module -> Stream.of("classes", "test-classes")
                                .map(kind ->
                                        TOP.resolve(module).resolve("target").resolve(kind)))
                        .filter(Files::isDirectory)
                        .toList());
        assertThat(all)
                .as("classes of tests")
                .anyMatch(one -> one.getSimpleName().equals("ScriptedSource"));

        slices().assignedFrom(eachPackage()).should().beFreeOfCycles().check(all);
    }

    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass one) {
                return one.getPackageName().startsWith("com.skyfit.")
                        ? SliceIdentifier.of(one.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each package";
            }
        };
    }

    @Test
    void aPackageHasNoMoreTypesThanOneCanKnowOrSaysWhy() {
        Map<String, Long> types = classes.stream()
                .filter(one -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        assertThat(types).allSatisfy((name, count) -> {
            if (count > Limits.TYPES) {
                assertThat(packageInfo(name)).as("%s has %d types", name, count).contains(REASON);
            }
        });
    }

    private static String packageInfo(String name) {
        Path wanted = Path.of(name.replace('.', '/'), "package-info.java");
        return mainSources().entrySet().stream()
                .filter(source -> source.getKey().endsWith(wanted))
                .map(source -> String.join("\n", source.getValue()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noClassIsLongerThanOneCanRead() {
        assertThat(mainSources().entrySet().stream()
                        .filter(source ->
                                !DATA.contains(String.valueOf(source.getKey().getFileName())))
                        .filter(source -> source.getValue().size() > Limits.LINES)
                        .map(source ->
                                source.getKey() + " has " + source.getValue().size() + " lines"))
                .isEmpty();
    }

    /** Data written as code: long, and read a line at a time. */
    private static final Set<String> DATA = Set.of("PipedriveRecords.java", "ZendeskRecords.java");

    private static Map<Path, List<String>> mainSources() {
        try (Stream<Path> files = Files.walk(TOP)) {
            return files.filter(file -> file.toString().replace('\\', '/').matches(".*/src/main/java/.*\\.java"))
                    .collect(Collectors.toMap(file -> file, ArchitectureTest::lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nobodyButTheCommandLineWritesToTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(classes);
    }

    @Test
    void onlyTheCommandLineKnowsTheSimulator() {
        noClasses()
                .that()
                .resideInAPackage("com.skyfit.lake..")
                .and()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.skyfit.simulator..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheAzureLakeKnowsAzure() {
        noClasses()
                .that()
                .resideInAPackage("com.skyfit..")
                .and()
                .resideOutsideOfPackage(ROOT + "bronze.azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.azure..", "com.microsoft..", "reactor..")
                .check(classes);
    }
}
