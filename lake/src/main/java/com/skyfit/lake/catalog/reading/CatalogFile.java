package com.skyfit.lake.catalog.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of the catalog: {@code .yaml} or {@code .yml} describes a source; {@code .sql} is none of the catalog.
 *
 * @param name how messages call it
 * @param text its content
 */
public record CatalogFile(String name, String text) {

    private static final String SHIPPED = "/catalog/";

    /** The files in a folder and below it, in the order of their paths; empty if there is no such folder. */
    public static List<CatalogFile> folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<CatalogFile> files = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                if (Files.isRegularFile(path) && path.toString().matches(".*\\.(ya?ml|sql)")) {
                    files.add(new CatalogFile(path.toString(), Files.readString(path)));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the catalog files in " + folder, e);
        }
    }

    /** The files that come with the program, as {@code catalog/index.txt} lists them. */
    static List<CatalogFile> shipped() {
        return resource("index.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .map(name -> new CatalogFile("catalog/" + name, resource(name)))
                .toList();
    }

    public static String resource(String name) {
        try (InputStream in = CatalogFile.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: it lacks " + SHIPPED + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + SHIPPED + name, e);
        }
    }

    boolean isQuery() {
        return name.endsWith(".sql");
    }
}
