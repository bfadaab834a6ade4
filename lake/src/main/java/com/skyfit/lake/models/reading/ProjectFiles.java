package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a project by their paths in it, which have {@code /} between folders; the project that comes with the program, and a folder's. */
final class ProjectFiles {

    private static final String SHIPPED = "/models/";

    /** What dbt itself leaves in a project's folder. */
    private static final Set<String> LEFT_BY_DBT = Set.of("target", "logs");

    private ProjectFiles() {}

    /** The project that comes with the program, as {@code models/index.txt} lists its files. */
    static Map<String, CatalogFile> shipped() {
        Map<String, CatalogFile> files = new LinkedHashMap<>();
        resource("index.txt")
                .lines()
                .filter(path -> !path.isBlank())
                .forEach(path -> files.put(path, new CatalogFile("models/" + path, resource(path))));
        return files;
    }

    private static String resource(String path) {
        try (InputStream in = ProjectFiles.class.getResourceAsStream(SHIPPED + path)) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: it lacks " + SHIPPED + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED + path, e);
        }
    }

    /** The files in a folder and below it, in the order of their paths; none where there is no such folder. */
    static Map<String, CatalogFile> folder(Path folder) {
        Map<String, CatalogFile> files = new LinkedHashMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (!isHidden(path) && !LEFT_BY_DBT.contains(path.replaceFirst("/.*", ""))) {
                    // What is no UTF-8 is a mistake in that file and none in the others.
                    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    files.put(path, new CatalogFile(file.toString(), text.replaceFirst("^\uFEFF", "")));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the models in " + folder, e);
        }
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }
}
