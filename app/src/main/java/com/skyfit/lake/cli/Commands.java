package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.run.Ending;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.warehouse.Database;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/** What commands have in common. */
final class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private Commands() {}

    /** A command's work, which leaves a log. */
    interface LoggedWork {
        /** Does it. */
        int run() throws Exception;
    }

    /**
     * Does what changes something without being a run of all that runs do, with a log of its own that tells how it ended.
     *
     * @param command for the log
     * @return the exit code
     */
    static int logged(HomeOption place, String command, LoggedWork work) throws Exception {
        LogFile log = place.log();
        try (log) {
            return told(command, work);
        }
    }

    private static int told(String command, LoggedWork work) throws Exception {
        try {
            int code = work.run();
            LOG.info("event=command_ended command=\"{}\" exit_code={}", command, code);
            return code;
        } catch (ParameterException e) {
            // Failures enters it, as it does those that come before the log is open.
            throw e;
        } catch (Throwable failure) {
            Ending.of(failure).log(command, failure);
            throw failure;
        }
    }

    /** What makes a change to the lake a run of its own. */
    static WriterRun writer(Database database, LakeStorage lake, HomeOption place) {
        return new WriterRun(database.warehouse(), lake, Version.text(), InstantSource.system())
                .begunAt(place.begunAt());
    }
}
