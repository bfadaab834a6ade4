package com.skyfit.lake.powerbi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that are the same in every export: UUIDs of version 5 (RFC 9562), made of an object's path by SHA-1. */
final class StableId {

    /** Of all exports of this program; itself of version 5, of the name {@code skyfit powerbi} among names of DNS. */
    private static final UUID NAMESPACE = of(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "skyfit powerbi");

    private StableId() {}

    /** The id of an object. */
    static UUID of(String... path) {
        return of(NAMESPACE, String.join("\n", path));
    }

    static UUID of(UUID namespace, String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x5000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
