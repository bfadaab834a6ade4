package com.skyfit.lake.schedule.platform;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the programs of a platform, without a shell. */
public final class Programs {

    private static final int LONGEST_SECONDS = 60;

    private final List<Path> folders;

    /** Those of the search path. */
    public Programs() {
        this(List.of());
    }

    /** Those of these folders; for none, those of the search path. */
    public Programs(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param said what it printed, errors included
     */
    record Ended(int code, String said) {

        boolean worked() {
            return code == 0;
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param input for its standard input
     * @throws IOException if there is no such program, or it does not end within a minute
     */
    Ended run(String input, List<String> command) throws IOException, InterruptedException {
        List<String> located = new ArrayList<>(command);
        located.set(0, located(command.get(0)));
        Path output = Files.createTempFile("skyfit-", ".txt");
        try {
            Process process;
            try {
                process = new ProcessBuilder(located)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
            } catch (IOException e) {
                throw new IOException("Cannot start " + command.get(0) + ": is it installed here?", e);
            }
            try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
                in.write(input);
            } catch (IOException e) {
                // It has ended without reading; its exit code says how.
            }
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " did not end within " + LONGEST_SECONDS + " s");
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(output, Charset.defaultCharset()).strip());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /**
     * Runs a program that must work.
     *
     * @throws IOException if it does not; with what it printed
     */
    String require(List<String> command) throws IOException, InterruptedException {
        return require("", command);
    }

    /** The same with this on its standard input. */
    String require(String input, List<String> command) throws IOException, InterruptedException {
        Ended ended = run(input, command);
        if (!ended.worked()) {
            throw new IOException(String.join(" ", command) + " ended with " + ended.code() + ": " + ended.said());
        }
        return ended.said();
    }

    private String located(String program) {
        return folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(program);
    }
}
