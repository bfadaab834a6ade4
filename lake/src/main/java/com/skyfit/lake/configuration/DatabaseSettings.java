package com.skyfit.lake.configuration;

import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.Encryption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the database is, by the settings: a server of one's own, or the embedded one. */
public final class DatabaseSettings {

    private final Settings settings;
    private final List<String> problems;

    /**
     * Understands nothing yet.
     *
     * @param problems is given the mistakes; no value of a secret setting is ever among them
     */
    DatabaseSettings(Settings settings, List<String> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * The role as which queries of people run. Needs no catalog.
     *
     * @return null for the embedded server
     * @throws InvalidSettingsException with every mistake found
     */
    public static @Nullable DatabaseAddress reader(Settings settings) {
        List<String> problems = new ArrayList<>();
        DatabaseSettings found = new DatabaseSettings(settings, problems);
        Optional<String> reader = settings.find("PG_READER_USER");
        DatabaseAddress address = reader.isPresent()
                ? found.address(reader.get(), settings.get("PG_READER_PASSWORD", ""))
                : found.address();
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return address;
    }

    /** The address for runs; null for the embedded server, of no use if mistakes were found. */
    @Nullable DatabaseAddress address() {
        if (settings.find("PG_HOST").isEmpty()) {
            return null;
        }
        return address(needed("PG_USER", "the role to connect as"), settings.get("PG_PASSWORD", ""));
    }

    private @Nullable DatabaseAddress address(String user, String password) {
        Optional<String> host = settings.find("PG_HOST");
        if (host.isEmpty()) {
            return null;
        }
        Encryption encryption = encryption(host.get());
        return new DatabaseAddress(
                host.get(),
                port(settings.get("PG_PORT", "5432")),
                needed("PG_DATABASE", "the database's name"),
                user,
                password,
                encryption);
    }

    /** Who names an authority means that it is asked. */
    private Encryption encryption(String host) {
        String root = settings.get("PG_SSLROOTCERT", "");
        String mode = settings.get("PG_SSLMODE", root.isEmpty() ? Encryption.usualMode(host) : "verify-full");
        Encryption encryption = new Encryption(mode, root);
        if (!Encryption.MODES.contains(mode)) {
            problems.add(
                    "PG_SSLMODE: expected one of " + String.join(", ", Encryption.MODES) + ", found '" + mode + "'");
        } else if (!root.isEmpty() && !encryption.checksCertificate()) {
            problems.add("PG_SSLROOTCERT has no effect with PG_SSLMODE=" + mode
                    + ", which does not verify certificates: set verify-full, or remove one of them");
        } else if (encryption.namesFile() && !isReadable(root)) {
            problems.add("PG_SSLROOTCERT: cannot read file '" + root + "'; expected a file of PEM"
                    + " certificates, or " + Encryption.SYSTEM + ", or " + Encryption.JAVA);
        }
        return encryption;
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private String needed(String setting, String meaning) {
        return settings.find(setting).orElseGet(() -> {
            problems.add(setting + " is missing: with PG_HOST set, expected " + meaning);
            return "";
        });
    }

    private int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        problems.add("PG_PORT: expected a number from 1 to 65535, found '" + text + "'");
        return 0;
    }
}
