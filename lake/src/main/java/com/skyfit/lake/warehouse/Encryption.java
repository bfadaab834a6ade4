package com.skyfit.lake.warehouse;

import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * How sessions with a server are encrypted, and whose word is taken for who it is.
 *
 * @param mode as libpq spells it: disable, allow, prefer, require, verify-ca, verify-full
 * @param rootCertificate the trusted authorities for the server: a file, {@value #SYSTEM}, {@value #JAVA}; empty text for the file
 *     that libpq looks for if it exists, else both of these. Without effect in modes that verify nothing
 */
public record Encryption(String mode, String rootCertificate) {

    /** The authorities of the operating system. */
    public static final String SYSTEM = "system";

    /** The authorities of Java. */
    public static final String JAVA = "java";

    /** All modes, from the weakest on. */
    public static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Nothing is encrypted. */
    public static final Encryption NONE = new Encryption("disable", "");

    /** The default for a connection to that host: nobody on the network may read what leaves this machine. */
    public static String usualMode(String host) {
        return isThisMachine(host) ? "prefer" : "require";
    }

    /** Whether traffic to that host stays on this machine. */
    public static boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("::1") || name.equals("[::1]");
    }

    /** Whether the server has to prove who it is. */
    public boolean checksCertificate() {
        return mode.startsWith("verify-");
    }

    /** Whether the proof has to name the host that was asked for. */
    public boolean checksName() {
        return mode.equals("verify-full");
    }

    /** Whether the authorities are in a separate file. */
    public boolean namesFile() {
        return !rootCertificate.isEmpty() && !rootCertificate.equals(SYSTEM) && !rootCertificate.equals(JAVA);
    }

    /** For the JDBC driver. */
    void into(Properties properties) {
        properties.setProperty("sslmode", mode);
        if (!checksCertificate()) {
            return;
        }
        if (namesFile()) {
            properties.setProperty("sslrootcert", rootCertificate);
        } else if (!rootCertificate.isEmpty() || !ServerTrust.hasUsualFile()) {
            properties.setProperty("sslfactory", ServerTrust.class.getName());
            properties.setProperty("sslfactoryarg", rootCertificate);
        }
    }

    /** As a libpq URI says it. */
    String query() {
        return "sslmode=" + mode + (namesFile() ? "&sslrootcert=" + rootCertificate.replace(" ", "%20") : "");
    }
}
