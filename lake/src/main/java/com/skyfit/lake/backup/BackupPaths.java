package com.skyfit.lake.backup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where backups are in the lake: {@code _backups/NAME/TABLE.csv.gz}, a name being the moment of the backup in UTC. */
final class BackupPaths {

    static final String FOLDER = "_backups/";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private BackupPaths() {}

    static String name(Instant moment) {
        return NAME.format(moment);
    }

    static String contents(String name) {
        return FOLDER + name + "/backup.json";
    }

    static String table(String name, String table) {
        return FOLDER + name + "/" + table + ".csv.gz";
    }
}
