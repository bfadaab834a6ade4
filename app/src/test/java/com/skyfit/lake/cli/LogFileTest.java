package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class LogFileTest {

    @TempDir
    Path home;

    @Test
    void aMessageOfSeveralLinesIsOneLineOfTheLog() throws Exception {
        LogFile log = LogFile.open(home, Instant.EPOCH, false);
        try (log) {
            LoggerFactory.getLogger("Load")
                    .warn("event=failed reason=\"{}\"", "ERROR: no such table\r\n  Position: 13");
        }

        assertThat(Files.readAllLines(log.file()))
                .singleElement()
                .asString()
                .endsWith("level=WARN run_id= logger=Load event=failed reason=\"ERROR: no such table Position: 13\"");
    }

    @Test
    void whatIsLoggedAfterItsEndDoesNotGoThere() throws Exception {
        LogFile log = LogFile.open(home, Instant.EPOCH, false);
        log.close();

        LoggerFactory.getLogger("Load").warn("event=late");

        assertThat(Files.readString(log.file())).isEmpty();
    }
}
