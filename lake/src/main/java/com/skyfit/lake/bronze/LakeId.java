package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.bronze.storage.ObjectExistsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The name that a lake has for good, wherever it is copied or moved: stored in it when it is first used. */
public final class LakeId {

    /** Where it is stored. */
    public static final String PATH = "_meta/lake.json";

    private static final JsonMapper JSON = JsonMapper.shared();

    private LakeId() {}

    /**
     * The id of that lake, which gets one if it has none.
     *
     * @throws IOException if the lake cannot be read or written, or its name is unreadable
     */
    public static String of(LakeStorage lake) throws IOException {
        try {
            return read(lake);
        } catch (NoSuchFileException e) {
            try (NewObject object = lake.create(PATH)) {
                object.write(JSON.writeValueAsBytes(
                        JSON.createObjectNode().put("lake_id", UUID.randomUUID().toString())));
                object.commit();
            } catch (ObjectExistsException another) {
                // Somebody else was quicker: that name it is.
            }
            return read(lake);
        }
    }

    private static String read(LakeStorage lake) throws IOException {
        try (InputStream in = lake.open(PATH)) {
            JsonNode id = JSON.readTree(in).path("lake_id");
            if (!id.isString()) {
                throw new IOException("Cannot read " + PATH + " in " + lake.location() + ": it has no lake_id");
            }
            return id.asString();
        } catch (JacksonException e) {
            throw new IOException("Cannot read " + PATH + " in " + lake.location() + ": it is not JSON", e);
        }
    }
}
