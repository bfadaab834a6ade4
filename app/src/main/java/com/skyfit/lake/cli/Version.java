package com.skyfit.lake.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, as the build wrote it down. */
final class Version implements IVersionProvider {

    static String text() {
        try (InputStream in = Version.class.getResourceAsStream("/skyfit.properties")) {
            if (in == null) {
                throw new IllegalStateException("The program is incomplete: it lacks skyfit.properties");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read skyfit.properties", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"skyfit " + text()};
    }
}
