package com.skyfit.lake.gold;

import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.gold.schema.SystemColumns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Everything in an entity's catalog that decides the values of its gold rows, as a short text that changes with it. */
final class MappingFingerprint {

    /** The version of the meaning of values, increased if filled gold has to be filled again: the rules of {@code docs/value-semantics.md}. */
    private static final String SEMANTICS = "values 2\n";

    private MappingFingerprint() {}

    static String of(Entity entity) {
        StringBuilder mapping = new StringBuilder(SEMANTICS);
        mapping.append(entity.key()).append(entity.version()).append(entity.deleted());
        for (Table table : entity.tables()) {
            mapping.append('\n')
                    .append(table.name())
                    .append(table.key())
                    .append(table.rows())
                    .append(table.ignored());
            History history = table.history();
            if (history != null) {
                mapping.append(history);
            }
            SystemColumns.of(table).forEach(column -> mapping.append(column.name()));
            for (Column column : table.columns()) {
                mapping.append('\n')
                        .append(column.name())
                        .append(' ')
                        .append(column.type().written())
                        .append(column.content());
            }
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(mapping.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
