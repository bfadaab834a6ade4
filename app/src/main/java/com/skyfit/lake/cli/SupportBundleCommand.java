package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.InvalidSettingsException;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.doctor.Diagnosis;
import com.skyfit.lake.doctor.Doctor;
import com.skyfit.lake.support.SupportBundle;
import com.skyfit.lake.warehouse.Database;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.EmbeddedServer;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import com.skyfit.lake.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What somebody who helps asks for. */
@Command(
        name = "support-bundle",
        description = {
            "Writes a zip file for whoever helps: logs and results of the last days, names of settings, versions, what the doctor finds, and what the database says of runs, checks and tables.",
            "It holds no records and no quarantined lines, and known secrets are taken out of every text. Messages of errors may quote a value: look through it before you pass it on."
        },
        exitCodeList = {"0:the file is written", ExitCodeText.FAILED, ExitCodeText.USAGE, ExitCodeText.INTERRUPTED},
        footer = {"", "Examples:", "  skyfit support-bundle", "  skyfit support-bundle --days 30"})
final class SupportBundleCommand implements Callable<Integer> {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write; it must not exist. Default: {home}/support/skyfit-support-TIME.zip.")
    private @Nullable Path out;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "Logs and results of so many days. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Override
    public Integer call() throws Exception {
        Settings settings = settings();
        Configuration.Understood understood =
                Configuration.understand(settings, home.readingCatalog(), home.folder(), Selection.ALL, true);
        Optional<DatabaseAddress> embedded =
                EmbeddedServer.running(Database.serverHome(home.folder())).map(EmbeddedServer::address);
        Optional<DatabaseAddress> address =
                Optional.ofNullable(understood.configuration().database()).or(() -> embedded);
        SupportBundle bundle = new SupportBundle(
                home.folder(),
                settings,
                understood,
                Version.text(),
                Instant.now().minus(Duration.ofDays(days)));
        Path file = out == null ? usual() : out;
        List<Diagnosis> found = new Doctor(understood, embedded, envFiles(), InstantSource.system(), false).examine();
        List<String> names = address.isPresent()
                ? write(bundle, file, found, address.get())
                : bundle.write(file, found, Optional.empty());
        Console.of(spec)
                .line(names.size() + " files in " + file.toAbsolutePath().normalize()
                        + "; look through it before you pass it on");
        return 0;
    }

    private Path usual() throws IOException {
        Path folder = Files.createDirectories(home.folder().resolve("support"));
        return folder.resolve("skyfit-support-" + NAME.format(Instant.now()) + ".zip");
    }

    /** Also where files of settings cannot be understood: then most of all. */
    private Settings settings() {
        try {
            return home.settings();
        } catch (InvalidSettingsException e) {
            return new Settings(System.getenv(), Map.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    /** A file that is named and missing is one of the things that may be wrong. */
    private List<Path> envFiles() {
        try {
            return home.envFiles();
        } catch (InvalidSettingsException e) {
            return List.of();
        }
    }

    private static List<String> write(SupportBundle bundle, Path file, List<Diagnosis> found, DatabaseAddress address)
            throws IOException {
        try (Warehouse warehouse = Warehouse.openToRead(address)) {
            return bundle.write(file, found, Optional.of(query -> rows(warehouse, query)));
        } catch (WarehouseException down) {
            return bundle.write(file, found, Optional.of(query -> {
                throw down;
            }));
        }
    }

    private static List<String> rows(Warehouse warehouse, String query) throws SQLException {
        try (Connection connection = warehouse.connect()) {
            return Query.of(connection, "select to_jsonb(t)::text as line from (" + query + ") t")
                    .list(row -> row.text("line"));
        }
    }
}
