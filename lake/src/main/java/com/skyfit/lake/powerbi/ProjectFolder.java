package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.report.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder that holds an export, in which people may have worked since. It remembers what was written, so that what somebody has changed is never lost
 * unasked.
 */
public final class ProjectFolder {

    /** What remembers it. */
    static final String RECORD = "skyfit-export.json";

    /** What Power BI Desktop keeps beside the files of a project. */
    private static final String LOCAL = "/.pbi/";

    private final Path folder;

    /** The folder, which need not be there. */
    public ProjectFolder(Path folder) {
        this.folder = folder;
    }

    /** What an export must not do to a folder; the message says what to do instead. */
    public static final class InUseException extends IOException {
        InUseException(String message) {
            super(message);
        }
    }

    /**
     * Writes an export. The semantic model takes the place of the earlier one. A report that somebody has changed stays as it is.
     *
     * @param overModel whether a semantic model that somebody has changed is replaced, too
     * @param overReport whether a report that somebody has changed is replaced, too
     * @return whether a report was kept
     * @throws InUseException if the folder holds something else, or a changed semantic model; nothing is written
     */
    public boolean write(PowerBiExport export, boolean overModel, boolean overReport) throws IOException {
        Map<String, String> written = written();
        List<String> changed = changed(PowerBiFiles.MODEL, written);
        if (!changed.isEmpty() && !overModel) {
            throw new InUseException(
                    "The semantic model in " + folder + " was changed since its export (" + changed.size()
                            + " files, such as " + changed.get(0)
                            + "), which another export would undo: choose another folder with --out, or replace it with --force");
        }
        boolean keepsReport = !overReport
                && Files.isDirectory(folder.resolve(PowerBiFiles.REPORT))
                && !changed(PowerBiFiles.REPORT, written).isEmpty();
        clear(PowerBiFiles.MODEL);
        if (!keepsReport) {
            clear(PowerBiFiles.REPORT);
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, String> file : export.files().entrySet()) {
            String path = file.getKey();
            if (keepsReport && isIn(PowerBiFiles.REPORT, path)) {
                continue;
            }
            Path target = folder.resolve(path);
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
            record.put(path, fingerprint(file.getValue()));
        }
        if (keepsReport) {
            written.forEach((path, text) -> {
                if (isIn(PowerBiFiles.REPORT, path)) {
                    record.put(path, text);
                }
            });
        }
        Files.writeString(folder.resolve(RECORD), JsonText.of(record));
        return keepsReport;
    }

    /** The fingerprints of what the last export wrote, by path; none in an empty folder. */
    private Map<String, String> written() throws IOException {
        Map<String, String> written = new TreeMap<>();
        Path record = folder.resolve(RECORD);
        if (Files.exists(record)) {
            try {
                JsonNode files = JsonMapper.shared().readTree(Files.readString(record));
                files.properties()
                        .forEach(file ->
                                written.put(file.getKey(), file.getValue().asString()));
            } catch (JacksonException e) {
                throw new InUseException("Cannot read " + record + ", which says what the last export wrote: remove it"
                        + " with the export, or choose another folder with --out");
            }
        } else if (Files.exists(folder) && !isEmpty()) {
            throw new InUseException(
                    folder + " holds something else than an export: choose an empty folder with --out");
        }
        return written;
    }

    private boolean isEmpty() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** The files of a part that are not as they were written, were added or are gone, in the order of their paths. */
    private List<String> changed(String part, Map<String, String> written) throws IOException {
        Map<String, String> now = new TreeMap<>();
        for (Path file : files(part)) {
            now.put(path(file), fingerprint(Files.readString(file)));
        }
        Map<String, String> all = new TreeMap<>(now);
        written.forEach((path, text) -> {
            if (isIn(part, path)) {
                all.putIfAbsent(path, text);
            }
        });
        return all.keySet().stream()
                .filter(path -> !Objects.equals(now.get(path), written.get(path)))
                .toList();
    }

    private void clear(String part) throws IOException {
        for (Path file : files(part)) {
            Files.delete(file);
        }
    }

    /** The files of a part without what Power BI Desktop keeps there for itself. */
    private List<Path> files(String part) throws IOException {
        if (!Files.isDirectory(folder.resolve(part))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(part))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !path(file).contains(LOCAL))
                    .toList();
        }
    }

    private String path(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isIn(String part, String path) {
        return path.startsWith(part + "/");
    }

    /** Git for Windows may change the ends of lines, which changes nothing. */
    private static String fingerprint(String text) {
        return StableId.of("text", text.replace("\r\n", "\n")).toString();
    }
}
