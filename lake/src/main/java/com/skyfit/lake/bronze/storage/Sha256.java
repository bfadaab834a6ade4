package com.skyfit.lake.bronze.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of parts, as manifests hold it: in lower-case hexadecimal digits. */
public final class Sha256 {

    private Sha256() {}

    /** A digest that has seen nothing yet. Every Java has this one, so that nobody needs to care for its absence. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** The hash of all that a digest has seen; the digest begins again. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
