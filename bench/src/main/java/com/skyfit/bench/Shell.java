package com.skyfit.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs command lines of bash: what a user would type instead of using the product. */
final class Shell {

    private Shell() {}

    /**
     * Runs a command line to its end.
     *
     * @return what it printed, stripped
     * @throws IOException if it ends with another exit code than 0; holds what it printed
     */
    static String run(String command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", "set -euo pipefail; " + command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("'" + command + "' ended with " + code + ": " + printed);
        }
        return printed;
    }

    /** The machine in one line: cores, processor, memory, Java. */
    static String machine() throws IOException, InterruptedException {
        return run(
                        "echo \"$(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), "
                                + "$(awk '/MemTotal/ {printf \"%.0f GB\", $2 / 1048576}' /proc/meminfo)\"",
                        Map.of())
                + ", Java " + Runtime.version();
    }
}
