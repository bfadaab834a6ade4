package com.skyfit.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A part of a test that runs in its own Java process, so that it can be killed. */
public final class ChildProcess {

    private ChildProcess() {}

    /**
     * Starts one. What it says is not kept.
     *
     * @param program whose {@code main} it runs
     * @param settings join its environment
     */
    public static Process start(Class<?> program, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(settings);
        return builder.start();
    }
}
