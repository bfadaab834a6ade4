package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.run.WriterRun;
import com.skyfit.lake.warehouse.Database;
import java.time.InstantSource;

/** What commands have in common. */
final class Commands {

    private Commands() {}

    /** Whether a log line is to be a JSON object. */
    static boolean logsJson(Settings settings) {
        return settings.get("SKYFIT_LOG_FORMAT", "text").equals("json");
    }

    /** What makes a change to the lake a run of its own. */
    static WriterRun writer(Database database, LakeStorage lake) {
        return new WriterRun(database.warehouse(), lake, Version.text(), InstantSource.system());
    }
}
