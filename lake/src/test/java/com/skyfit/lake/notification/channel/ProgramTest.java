package com.skyfit.lake.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program on this machine, in Java so that it runs wherever the tests do. */
class ProgramTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    /** Keeps what it reads in a file named by its argument. */
    static final class Keeps {
        public static void main(String[] args) throws IOException {
            Files.write(Path.of(args[0]), System.in.readAllBytes());
        }
    }

    /** Ends with a code of its own. */
    static final class Refuses {
        public static void main(String[] args) {
            System.exit(7);
        }
    }

    /** Never ends. */
    static final class Sleeps {
        public static void main(String[] args) throws InterruptedException {
            Thread.sleep(Duration.ofHours(1).toMillis());
        }
    }

    private static Program program(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        words.addAll(List.of(arguments));
        return new Program("command", Severity.NOTICE, words);
    }

    @Test
    void itReadsTheMessageOnItsStandardInputAndNoShellReadsItsWords() throws Exception {
        Path file = folder.resolve("a; b $HOME");

        assertThat(program(Keeps.class, file.toString()).send(Messages.REFUSED, LIMIT))
                .isInstanceOf(Receipt.Taken.class);

        JsonNode message = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(Receiver.problems(message)).isEmpty();
        assertThat(message.path("what").asString()).isEqualTo(Messages.REFUSED.what());
    }

    @Test
    void anExitCodeOtherThanZeroIsAFailure() throws Exception {
        assertThat(program(Refuses.class).send(Messages.REFUSED, LIMIT).text()).endsWith("ended with 7");
    }

    @Test
    void aProgramThatDoesNotEndIsEnded() throws Exception {
        Receipt receipt = program(Sleeps.class).send(Messages.REFUSED, Duration.ofMillis(300));

        assertThat(receipt.text()).endsWith("did not end within 1 s");
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(Sleeps.class.getName()));
    }

    @Test
    void aProgramThatDoesNotExistIsNamedByTheSetting() throws Exception {
        Program none = new Program(
                "command", Severity.NOTICE, List.of(folder.resolve("none").toString()));

        assertThat(none.send(Messages.REFUSED, LIMIT).text()).contains("check NOTIFY_COMMAND");
    }
}
