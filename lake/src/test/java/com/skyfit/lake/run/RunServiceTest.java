package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Stage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunServiceTest {

    private static final RunService.Request WHOLE =
            new RunService.Request("run", Selection.ALL, new RunOptions(EnumSet.allOf(Stage.class)));

    @TempDir
    private Path home;

    /** A run that fails with that while it finds out what there is to read. */
    private JsonNode resultOf(Error failure) throws IOException {
        RunService service = new RunService(
                () -> new Settings(Map.of()),
                () -> {
                    throw failure;
                },
                home,
                "test");

        assertThat(catchThrowable(() -> service.run(WHOLE, RunListener.NONE))).isSameAs(failure);
        return JsonMapper.shared().readTree(Files.readString(home.resolve("run_results.json")));
    }

    @Test
    void memoryThatIsUsedUpIsAnEndLikeOthers() throws Exception {
        JsonNode result = resultOf(new OutOfMemoryError("Java heap space"));

        assertThat(result.path("exit_code").asInt()).isEqualTo(1);
        assertThat(result.path("message").asString()).contains("The memory is exhausted");
    }

    @Test
    void aMistakeInTheProgramIsAnEndLikeOthers() throws Exception {
        assertThat(resultOf(new AssertionError("no such state")).path("message").asString())
                .contains("no such state");
        assertThat(Ending.of(new IllegalStateException("no such state")).unexpected())
                .isTrue();
    }

    @Test
    void anInterruptWithinAnotherFailureIsAnInterrupt() {
        Ending ending = Ending.of(new IllegalStateException("Cannot connect", new ClosedByInterruptException()));

        assertThat(ending.code().number()).isEqualTo(130);
    }

    @Test
    void anInterruptDoesNotKeepTheResultFromBeingWritten() throws Exception {
        Thread.currentThread().interrupt();
        JsonNode result = resultOf(new AssertionError("whatever"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.path("exit_code").asInt()).isEqualTo(130);
    }
}
