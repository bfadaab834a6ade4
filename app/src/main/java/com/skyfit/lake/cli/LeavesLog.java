package com.skyfit.lake.cli;

import java.io.IOException;

/** A command that leaves a log of how it ended, also where its words could not be understood. */
interface LeavesLog {

    /** Where the log goes. */
    HomeOption place();

    /** Leaves what else the command leaves of its end, where its words could not be understood. */
    default void refused(String problem) throws IOException {}

    /** One that runs stages, and so leaves results beside its log. */
    interface OfRun extends LeavesLog {
        /** What it takes. */
        StageOptions options();

        @Override
        default HomeOption place() {
            return options().selected().place();
        }

        @Override
        default void refused(String problem) throws IOException {
            options().refused(problem);
        }
    }
}
