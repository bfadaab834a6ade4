package com.skyfit.lake.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error for somebody who adds a kind to one of the closed sets and forgets one of its answers. */
class ClosedSetsTest {

    @TempDir
    @Nullable Path folder;

    @ParameterizedTest
    @ValueSource(classes = {Paging.class, Incremental.class, Auth.class})
    void aKindThatLeavesAnAnswerOutDoesNotCompile(Class<?> set) throws Exception {
        String added = "    record Offset(int size) implements " + set.getSimpleName() + " {}\n}\n";

        List<String> errors = compiled(set, source(set).replaceFirst("}\\s*$", added));

        assertThat(errors).singleElement().asString().contains("compiler.err.does.not.override.abstract", "Offset");
    }

    @Test
    void theSameFileCompilesAsItIs() throws Exception {
        assertThat(compiled(Paging.class, source(Paging.class))).isEmpty();
        assertThat(compiled(Incremental.class, source(Incremental.class))).isEmpty();
    }

    private static String source(Class<?> set) throws IOException {
        return Files.readString(
                Path.of("src", "main", "java", set.getName().replace('.', File.separatorChar) + ".java"));
    }

    /** Key and words of each error. */
    private List<String> compiled(Class<?> set, String text) throws IOException, URISyntaxException {
        Path file = Files.writeString(Path.of(String.valueOf(folder), set.getSimpleName() + ".java"), text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-d",
                    String.valueOf(folder),
                    "-classpath",
                    placeOf(set) + File.pathSeparator + placeOf(Nullable.class));
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getCode() + ": " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static Path placeOf(Class<?> one) throws URISyntaxException {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
