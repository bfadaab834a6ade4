package com.skyfit.lake.backup;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.status.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a backup holds, as its {@code backup.json} says. It is written last: a backup without it was interrupted, and is none.
 *
 * @param formatVersion changes when an earlier program could no longer restore it
 * @param createdAt when
 * @param version of the program
 * @param migration the newest that the database had
 * @param tables those that were kept
 */
public record Contents(int formatVersion, Instant createdAt, String version, String migration, List<Kept> tables) {

    static final int FORMAT_VERSION = 1;

    /**
     * A table.
     *
     * @param name in schema ops
     * @param rows that were written
     * @param bytes of its object
     * @param sha256 of its object
     */
    public record Kept(String name, long rows, long bytes, String sha256) {}

    public Contents {
        tables = List.copyOf(tables);
    }

    /** All rows. */
    public long rows() {
        return tables.stream().mapToLong(Kept::rows).sum();
    }

    /** The bytes of all tables in the lake. */
    public long bytes() {
        return tables.stream().mapToLong(Kept::bytes).sum();
    }

    /**
     * Reads that of a backup.
     *
     * @throws BackupException if there is none of that name, or it is damaged or of a later format
     */
    static Contents read(LakeStorage lake, String name) throws IOException {
        try (InputStream in = lake.open(BackupPaths.contents(name))) {
            Contents contents = of(Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            if (contents.formatVersion() > FORMAT_VERSION) {
                throw new BackupException("Backup " + name + " was written by version " + contents.version()
                        + " of the program, which is newer: restore it with that version");
            }
            return contents;
        } catch (NoSuchFileException e) {
            throw new BackupException("There is no backup " + name + " in " + lake.location()
                    + "; 'skyfit backup list' shows those that there are");
        } catch (JacksonException | DateTimeException e) {
            throw new BackupException(
                    "Backup " + name + " is damaged: its backup.json cannot be read; use another one", e);
        }
    }

    private static Contents of(JsonNode written) {
        List<Kept> tables = new ArrayList<>();
        for (JsonNode table : written.path("tables")) {
            tables.add(new Kept(
                    table.path("name").asString(""),
                    table.path("rows").asLong(),
                    table.path("bytes").asLong(),
                    table.path("sha256").asString("")));
        }
        return new Contents(
                written.path("format_version").asInt(),
                Instant.parse(written.path("created_at").asString("")),
                written.path("version").asString(""),
                written.path("migration").asString(""),
                tables);
    }
}
