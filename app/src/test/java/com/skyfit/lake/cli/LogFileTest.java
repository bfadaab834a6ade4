package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LogFileTest {

    @TempDir
    Path home;

    private final ch.qos.logback.classic.Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> before = appenders();

    @AfterEach
    void closesTheLog() {
        for (Appender<ILoggingEvent> appender : appenders()) {
            if (!before.contains(appender)) {
                root.detachAppender(appender);
                appender.stop();
            }
        }
    }

    @Test
    void aMessageOfSeveralLinesIsOneLineOfTheLog() throws Exception {
        Path log = LogFile.open(home, Instant.EPOCH, false);

        LoggerFactory.getLogger("Load").warn("event=failed reason=\"{}\"", "ERROR: no such table\r\n  Position: 13");

        assertThat(Files.readAllLines(log))
                .singleElement()
                .asString()
                .endsWith("level=WARN run_id= logger=Load event=failed reason=\"ERROR: no such table Position: 13\"");
    }

    private List<Appender<ILoggingEvent>> appenders() {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(appenders::add);
        return appenders;
    }
}
