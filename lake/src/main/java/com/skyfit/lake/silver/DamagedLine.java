package com.skyfit.lake.silver;

import com.skyfit.lake.catalog.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** A line that cannot be a row of silver, read as far as possible: the record's key is usually before the damage. */
final class DamagedLine {

    /** How many bytes of a line are read; the key of a record comes early. */
    static final int BEGINNING = 16_384;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .build();

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    /** The codes of sources; a text with other characters may itself be what is damaged. */
    private static final Pattern CODE = Pattern.compile("[\\x20-\\x7e]{1," + SilverTable.LONGEST_KEY + "}");

    private DamagedLine() {}

    /** The business key that a line shows, as text; empty if it cannot be read. */
    static Optional<String> key(byte[] beginning, SilverTable table) {
        // Then any bytes are a text: invalid UTF-8 does not stop the reading.
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        Pattern form = table.keyType() == ColumnType.Simple.TEXT ? CODE : WHOLE;
        try (JsonParser json = JSON.createParser(text)) {
            for (String name : table.keyNames()) {
                if (json.nextToken() != JsonToken.START_OBJECT || !goTo(json, name)) {
                    return Optional.empty();
                }
            }
            JsonToken value = json.nextToken();
            return value.isScalarValue()
                    ? Optional.of(json.getString())
                            .filter(key -> form.matcher(key).matches())
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Goes to a member's name; false if the object has none of that name. */
    private static boolean goTo(JsonParser json, String name) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            if (json.currentName().equals(name)) {
                return true;
            }
            json.nextToken();
            json.skipChildren();
        }
        return false;
    }
}
