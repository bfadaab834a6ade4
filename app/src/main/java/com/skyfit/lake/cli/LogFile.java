package com.skyfit.lake.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.skyfit.lake.bronze.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.slf4j.LoggerFactory;

/** Where the log of one command goes: a file of its own in {@code logs/}, one fact a line. Closing it ends it. */
final class LogFile implements AutoCloseable {

    /** What a server says may have several lines; a fact has one. */
    private static final String PATTERN =
            "ts=%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} level=%level run_id=%X{run_id} logger=%logger{0}"
                    + " %replace(%msg){'[\\r\\n]+ *', ' '}%n%ex";

    private final Path file;
    private final FileAppender<ILoggingEvent> appender;
    private final Logger root;

    private LogFile(Path file, FileAppender<ILoggingEvent> appender, Logger root) {
        this.file = file;
        this.appender = appender;
        this.root = root;
    }

    /**
     * Opens a log in that home, or elsewhere if none can be written there; what this process logs goes there until it is closed.
     *
     * @param begunAt names it, and a run that begins then: the same log is continued when it is opened again
     * @param json one JSON object a line instead of {@code key=value}
     */
    static LogFile open(Path home, Instant begunAt, boolean json) {
        Path file = writable(
                home.resolve("logs").resolve("skyfit_" + RunId.at(begunAt).text() + ".log"));
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("The program is incomplete: it lacks its logging");
        }
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        RedactingEncoder redacting = new RedactingEncoder(encoder(context, json));
        redacting.setContext(context);
        redacting.start();
        appender.setEncoder(redacting);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        return new LogFile(file, appender, root);
    }

    /** The file that is wanted, or one of the system's folder for such where it cannot be written: a log is needed most then. */
    private static Path writable(Path wanted) {
        try {
            Files.createDirectories(wanted.getParent());
            Files.newOutputStream(wanted, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return wanted;
        } catch (IOException e) {
            try {
                return Files.createTempFile("skyfit-", ".log");
            } catch (IOException none) {
                throw new UncheckedIOException(none);
            }
        }
    }

    /** The file itself. */
    Path file() {
        return file;
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        if (json) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setWithFormattedMessage(true);
            encoder.setWithArguments(false);
            encoder.setWithMessage(false);
            encoder.setContext(context);
            encoder.start();
            return encoder;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }
}
