package com.skyfit.simulator.pipedrive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The position of a walk: after this record, in that order, with those filters.
 *
 * @param sort the order's field
 * @param ascending its direction
 * @param updated of the record
 * @param id of the record
 * @param filters the sum of the request's other parameters
 */
record ListCursor(String sort, boolean ascending, long updated, long id, int filters) {

    /** As it goes out. */
    String text() {
        String plain = String.join(
                "|",
                sort,
                String.valueOf(ascending),
                String.valueOf(updated),
                String.valueOf(id),
                String.valueOf(filters));
        return Base64.getEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Null for a text that is none. */
    static @Nullable ListCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            return parts.length == 5
                    ? new ListCursor(
                            parts[0],
                            Boolean.parseBoolean(parts[1]),
                            Long.parseLong(parts[2]),
                            Long.parseLong(parts[3]),
                            Integer.parseInt(parts[4]))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
