package com.skyfit.lake.warehouse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked programs of an embedded server, a folder for each release. A loss of power may leave files that were unpacked but not yet on the disk
 * cut off or empty, so a folder is used again only once all of it was written out, which a marker beside it says.
 */
final class ServerPrograms {

    private static final String MARKER = ".complete";

    private final Path path;

    ServerPrograms(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Removes what may be incomplete; the caller knows that no server runs from it. */
    void removeIncomplete() throws IOException {
        for (Path folder : folders()) {
            if (!Files.exists(marker(folder))) {
                remove(folder);
            }
        }
    }

    /** Writes out to the disk what was unpacked since; takes a second or so after an unpacking, else nothing. */
    void makeDurable() throws IOException {
        for (Path folder : folders()) {
            if (!Files.exists(marker(folder))) {
                syncAll(folder);
                Files.createFile(marker(folder));
                sync(path);
            }
        }
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static Path marker(Path folder) {
        return folder.resolveSibling(folder.getFileName() + MARKER);
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void syncAll(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.forEach(ServerPrograms::sync);
        }
    }

    /** A folder, and a program that runs, cannot be opened to be written to; Windows writes out only what can, and not every file system the others. */
    private static void sync(Path entry) {
        for (StandardOpenOption access : List.of(StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            try (FileChannel channel = FileChannel.open(entry, access)) {
                channel.force(true);
                return;
            } catch (IOException ignored) {
                // The other access may do.
            }
        }
    }
}
