package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command lines of the README, each in its own process, in the order and folder in which a reader would. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    private final List<Process> background = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Process process : background) {
            process.destroy();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(readme());
        while (blocks.find()) {
            blocks.group(1)
                    .lines()
                    .map(line -> line.replaceFirst("\\s+# .*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add);
        }
        return lines;
    }

    @Test
    void everyCommandLineOfTheReadmeWorksAsShown() throws Exception {
        List<String> lines = commandLines();
        assertThat(lines).contains("./skyfit demo", "./skyfit run", "./mvnw verify");
        for (String line : lines) {
            if (line.equals("./mvnw verify")) {
                continue; // It runs this test.
            }
            assertThat(line).startsWith("./skyfit ");
            List<String> words = words(line.substring("./skyfit ".length()));
            if (words.contains("&")) {
                serve(words);
            } else {
                run(line, words);
            }
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    private void run(String line, List<String> words) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = process(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(line).isTrue();
        assertThat(process.exitValue())
                .as("%s%n%s", line, Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }

    /** A line that ends in {@code > FILE &}: continues when the file has been written. Uses any free port: the one shown may be taken. */
    private void serve(List<String> words) throws Exception {
        int redirect = words.indexOf(">");
        File target = folder.resolve(words.get(redirect + 1)).toFile();
        File errors = folder.resolve("serve-errors.txt").toFile();
        List<String> command = new ArrayList<>(words.subList(0, redirect));
        command.set(command.indexOf("--port") + 1, "0");
        Process process =
                process(command).redirectOutput(target).redirectError(errors).start();
        background.add(process);
        while (process.isAlive() && !Files.readString(target.toPath()).contains("ZENDESK_API_TOKEN=")) {
            Thread.onSpinWait();
        }
        assertThat(process.isAlive()).as(Files.readString(errors.toPath())).isTrue();
    }

    private ProcessBuilder process(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.skyfit.lake.cli.Skyfit"));
        command.addAll(words);
        return new ProcessBuilder(command).directory(folder.toFile());
    }
}
