package com.skyfit.lake.extract;

import com.skyfit.lake.bronze.LineStream;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ValuePath;
import com.skyfit.lake.source.SourceTime;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The records of a part, one after another, by what the catalog says of all: key, time and whether deleted. In bounded memory. */
final class PartRecords implements AutoCloseable {

    /** Lines that silver takes must not fail here: what bounds the memory is that nothing is built of them. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private static final Pattern KEY = Pattern.compile("[0-9]{1,18}");

    private final InputStream stored;
    private final LineStream line;
    private final Entity entity;
    private final Set<String> wanted = new HashSet<>();
    private final Map<String, String> values = new HashMap<>();

    /**
     * Opens a part.
     *
     * @param entity what its records are; keyed by whole numbers
     */
    PartRecords(LakeStorage lake, Part part, Entity entity) throws IOException {
        this.entity = entity;
        this.stored = lake.open(part.path());
        this.line = new LineStream(new GZIPInputStream(stored, 1 << 16));
        wanted.add(entity.key());
        entity.version().forEach(path -> wanted.add(names(path)));
        entity.deleted().forEach(path -> wanted.add(names(path)));
    }

    /** Goes to the next record that has a key; false behind the last. */
    boolean next() throws IOException {
        while (line.next()) {
            values.clear();
            try (JsonParser json = JSON.createParser(line)) {
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    members(json, "");
                }
            } catch (JacksonIOException e) {
                throw e.getCause();
            } catch (JacksonException e) {
                // Silver decides whether it is a record. A key is accepted here: an unnecessary request loses
                // nothing.
            }
            if (KEY.matcher(values.getOrDefault(entity.key(), "")).matches()) {
                return true;
            }
        }
        return false;
    }

    private void members(JsonParser json, String around) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String path = around + json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_OBJECT && wanted.stream().anyMatch(name -> name.startsWith(path + "."))) {
                members(json, path + ".");
            } else if (!wanted.contains(path)) {
                json.skipChildren();
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                values.put(path, json.getString());
            } else {
                values.remove(path);
                json.skipChildren();
            }
        }
    }

    /** The record's key. */
    long key() {
        return Long.parseLong(values.getOrDefault(entity.key(), ""));
    }

    /** The source's time of the record; null if it has none. */
    @Nullable Instant time() {
        for (ValuePath path : entity.version()) {
            Instant time = SourceTime.parse(values.getOrDefault(names(path), ""));
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    /** Whether the record says that it is deleted at the source. */
    boolean isDeleted() {
        return entity.deleted().stream().anyMatch(path -> {
            String value = values.get(names(path));
            return value != null && path.reading().isTrue(value);
        });
    }

    /** The members that a path leads through; of an array's element nothing is known here. */
    private static String names(ValuePath path) {
        return path.steps().stream()
                .map(step -> step.member().isEmpty() ? "[]" : step.member())
                .collect(Collectors.joining("."));
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
