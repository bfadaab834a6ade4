package com.skyfit.lake.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which program this is, as the build wrote it down. */
final class Version implements IVersionProvider {

    /** The number of the release, for instance {@code 0.1.0}. */
    static String text() {
        return property("version");
    }

    /** The commit it was built from, {@code unknown} where the sources were no git clone; marked where sources were changed since. */
    private static String commit() {
        return property("commit") + (property("dirty").equals("true") ? ", changed" : "");
    }

    private static String property(String name) {
        try (InputStream in = Version.class.getResourceAsStream("/skyfit.properties")) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: it lacks skyfit.properties");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read skyfit.properties", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"skyfit " + text() + " (commit " + commit() + ")"};
    }
}
