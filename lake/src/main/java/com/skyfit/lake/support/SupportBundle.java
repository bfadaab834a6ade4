package com.skyfit.lake.support;

import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.doctor.Diagnosis;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.status.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file for whoever helps: logs and results of the last days, names of settings, versions, what the doctor found, and what the database says
 * of runs, checks and tables. It holds no record, no quarantined line and no secret, though a message of an error may quote a value; each text is searched for the secrets of the
 * configuration. What cannot be had, such as the tables of a database that is down, is replaced by the reason.
 */
public final class SupportBundle {

    /** Folders of a home whose files are counted together: one may hold millions. */
    private static final Set<String> SUMMED = Set.of("lake", "pg");

    /** Folders of a home that people write, which decide on what a run does. */
    private static final List<String> WRITTEN_BY_PEOPLE = List.of("catalog", "models");

    private static final List<String> READ_BY_RUNS = List.of(".sql", ".yml", ".yaml");

    /** How the names of settings of the program begin, beside those of the sources. */
    private static final List<String> OF_THE_PROGRAM = List.of("SKYFIT_", "PG_", "AZURE_", "ADLS_", "NOTIFY_");

    private static final long LARGEST_FILE = 50L << 20;

    private static final String README = """
            A support bundle of SkyFit Data Lake.

            program.json     versions of the program, Java and the operating system
            settings.txt     the names of the settings, where each is from, and what may be wrong; no values
            doctor.json      what 'skyfit doctor' found
            home.txt         the files of the home with their sizes; lake and database summed up
            logs/            logs of the last days
            run_results/     results of runs of the last days
            catalog/ models/ own files of the home
            database/        what the database says of runs, checks, quarantine (counts only) and tables, a JSON object a line

            Secrets are replaced by %s. There are no records in it, but messages of errors are as the log has them and may quote a value. Look through it before you pass it on.
            """.formatted(Secrets.REDACTED);

    private final Path home;
    private final Settings settings;
    private final Configuration.Understood understood;
    private final String version;
    private final Instant since;

    /**
     * Of an installation.
     *
     * @param version of the program
     * @param since logs and results of files that were last changed before are left out
     */
    public SupportBundle(
            Path home, Settings settings, Configuration.Understood understood, String version, Instant since) {
        this.home = home;
        this.settings = settings;
        this.understood = understood;
        this.version = version;
        this.since = since;
    }

    /** Where the database is asked; a failure in it is told in the bundle. */
    public interface Asked {
        /** The rows of a query, each a JSON object. */
        List<String> rows(String query) throws Exception;
    }

    private interface Content {
        /** The text, or any failure, which then stands in its place. */
        String text() throws Exception;
    }

    /**
     * Writes it.
     *
     * @param found what the doctor says
     * @param database what answers queries; empty where no database runs
     * @return the names of what is in it
     * @throws IOException if the file exists or cannot be written
     */
    public List<String> write(Path file, List<Diagnosis> found, Optional<Asked> database) throws IOException {
        List<String> names = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            Bundle bundle = new Bundle(zip, names);
            bundle.add("README.txt", () -> README);
            bundle.add("program.json", this::program);
            bundle.add("settings.txt", this::settings);
            bundle.add("doctor.json", () -> Json.of(Map.of("found", found)));
            bundle.add("home.txt", this::files);
            for (String folder : List.of("logs", "run_results")) {
                for (Path recent : recent(folder)) {
                    bundle.add(folder + "/" + recent.getFileName(), () -> Files.readString(recent));
                }
            }
            for (String folder : WRITTEN_BY_PEOPLE) {
                for (Path own : all(home.resolve(folder)).stream()
                        .filter(SupportBundle::decides)
                        .toList()) {
                    bundle.add(entryName(own), () -> Files.readString(own));
                }
            }
            for (Facts facts : Facts.values()) {
                bundle.add("database/" + facts.fileName(), () -> {
                    if (database.isEmpty()) {
                        return "No database runs.\n";
                    }
                    List<String> rows = database.get().rows(facts.query());
                    return String.join("\n", rows) + "\n";
                });
            }
        }
        return names;
    }

    private record Bundle(ZipOutputStream zip, List<String> names) {

        void add(String name, Content content) throws IOException {
            String text;
            try {
                text = content.text();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                text = "Interrupted\n";
            } catch (Exception e) {
                text = "Cannot be had: " + FailureText.of(e) + "\n";
            }
            zip.putNextEntry(new ZipEntry(name));
            zip.write(Secrets.redact(text).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            names.add(name);
        }
    }

    private record Program(
            String version,
            String java,
            String vendor,
            String os,
            String architecture,
            int processors,
            long maxMemory,
            String encoding,
            String locale,
            Instant now) {}

    private String program() {
        return Json.of(new Program(
                version,
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory(),
                System.getProperty("native.encoding"),
                Locale.getDefault().toLanguageTag(),
                Instant.now()));
    }

    private String settings() {
        StringBuilder text = new StringBuilder();
        for (String name : new TreeSet<>(settings.values().keySet())) {
            String place = settings.places().get(name);
            if (place != null || isOurs(name)) {
                text.append(name)
                        .append(" from ")
                        .append(place == null ? "the environment" : place)
                        .append('\n');
            }
        }
        understood
                .problems()
                .forEach(problem -> text.append("problem: ").append(problem).append('\n'));
        understood.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    /** What else the environment holds is nobody's business. */
    private boolean isOurs(String name) {
        return Stream.concat(
                        OF_THE_PROGRAM.stream(),
                        understood.configuration().accounts().stream()
                                .map(account -> account.source().name().toUpperCase(Locale.ROOT) + "_"))
                .anyMatch(name::startsWith);
    }

    private String files() throws IOException {
        StringBuilder text = new StringBuilder();
        if (!Files.isDirectory(home)) {
            return "There is no folder " + home + "\n";
        }
        try (Stream<Path> top = Files.list(home)) {
            for (Path path : top.sorted().toList()) {
                if (Files.isDirectory(path)
                        && SUMMED.contains(path.getFileName().toString())) {
                    Sum sum = Sum.of(path);
                    text.append("%12d  %s/ (%d files)%n".formatted(sum.bytes, path.getFileName(), sum.files));
                } else {
                    for (Path file : Files.isDirectory(path) ? all(path) : List.of(path)) {
                        text.append("%12d  %s%n".formatted(Files.size(file), entryName(file)));
                    }
                }
            }
        }
        return text.toString();
    }

    private static final class Sum extends SimpleFileVisitor<Path> {

        private long files;
        private long bytes;

        static Sum of(Path folder) throws IOException {
            Sum sum = new Sum();
            Files.walkFileTree(folder, sum);
            return sum;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        /** A database at work removes files meanwhile. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** Whether a file of the folders that people write is read by runs; a profile of dbt has passwords. */
    private static boolean decides(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith("profiles.") && READ_BY_RUNS.stream().anyMatch(name::endsWith);
    }

    private List<Path> recent(String folder) throws IOException {
        List<Path> recent = new ArrayList<>();
        for (Path file : all(home.resolve(folder))) {
            if (!Files.getLastModifiedTime(file).toInstant().isBefore(since) && Files.size(file) <= LARGEST_FILE) {
                recent.add(file);
            }
        }
        return recent;
    }

    private static List<Path> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private String entryName(Path file) {
        return home.relativize(file).toString().replace('\\', '/');
    }
}
