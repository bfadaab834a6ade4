package com.skyfit.lake.notification.channel;

import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program on this machine that is given the message, as {@code notification.schema.json} describes it, on its standard input. No shell reads its words.
 *
 * @param words the program and its arguments
 */
public record Program(String name, Severity least, List<String> words) implements Channel {

    /** Messages fit the buffer of a pipe, so that a program that does not read cannot hold up the one that writes. */
    private static final int LONGEST = 32 << 10;

    public Program {
        words = List.copyOf(words);
    }

    @Override
    public String place() {
        return words.get(0);
    }

    @Override
    public Receipt send(Message message, Duration limit) throws InterruptedException {
        byte[] body = MessageJson.forPrograms(message).getBytes(StandardCharsets.UTF_8);
        if (body.length > LONGEST) {
            return new Receipt.Failed(
                    "the message has " + body.length + " bytes, at most " + LONGEST + " are passed", null);
        }
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return new Receipt.Failed("cannot start it: check NOTIFY_COMMAND (" + FailureText.of(e) + ")", null);
        }
        try {
            write(process, body);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Receipt.Failed(
                        place() + " did not end within " + Math.max(1, limit.toSeconds()) + " s", null);
            }
            int code = process.exitValue();
            return code == 0
                    ? new Receipt.Taken(place() + " ended with 0")
                    : new Receipt.Failed(place() + " ended with " + code, null);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What a program leaves unread is its own affair: its exit code says whether it has what it needs. */
    private static void write(Process process, byte[] body) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(body);
        } catch (IOException e) {
            // The pipe is closed: it has ended, or does not read.
            return;
        }
    }

    @Override
    public String toString() {
        return name + " " + place();
    }
}
