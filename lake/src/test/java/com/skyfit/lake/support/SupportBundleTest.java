package com.skyfit.lake.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.doctor.Diagnosis;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SupportBundleTest {

    private static final String TOKEN = "c0ffee-of-the-whole-team";
    private static final String PERSON = "Maria das Dores, maria@example.com";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path home;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void layDown() throws IOException, SQLException {
        write("logs/skyfit_20261127T060000Z.log", "event=wait reason=\"answered 503: " + TOKEN + "\"\n");
        write("logs/skyfit_20250101T060000Z.log", "old\n");
        Files.setLastModifiedTime(
                home.resolve("logs/skyfit_20250101T060000Z.log"),
                FileTime.from(Instant.now().minus(Duration.ofDays(300))));
        write("run_results/20261127T060000Z.json", "{\"exit_code\": 1}");
        write("catalog/shop.yaml", "source: shop\n");
        write("models/profiles.yml", PERSON);
        write("models/seeds/people.csv", PERSON);
        write("lake/pipedrive/deals/part-0001.jsonl.gz", PERSON);
        write("pg/data/base/1", PERSON);
        write(".env", "PIPEDRIVE_API_TOKEN_COMERCIAL=" + TOKEN + "\n");
        database.execute("""
                insert into ops.run (run_id, command, version, started_at, status)
                values ('20261127T060000Z', 'run', '0.1.0', now(), 'running');
                insert into ops.run_unit (run_id, stage, source, scope, entity, status, message)
                values ('20261127T060000Z', 'extract', 'pipedrive', 'comercial', 'deals', 'failed', 'answered 401: c0ffee-of-the-whole-team');
                insert into ops.manifest (manifest_path, source, scope, entity, run_id, sequence, complete, complete_listing, records, committed_at)
                values ('m', 'pipedrive', 'comercial', 'deals', '20261127T060000Z', 1, true, true, 1, now());
                insert into ops.file (blob_path, source, scope, entity, run_id, ingestion_date, manifest_path, bytes, lines, sha256)
                values ('p', 'pipedrive', 'comercial', 'deals', '20261127T060000Z', '2026-11-27', 'm', 1, 1, repeat('0', 64));
                insert into ops.quarantine (stage, file_id, line_no, reason, received_bytes)
                select 'load', file_id, 1, 'Maria das Dores, maria@example.com', 'Maria das Dores, maria@example.com' from ops.file""");
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, String> bundle(Optional<SupportBundle.Asked> asked) throws IOException {
        Settings settings =
                Settings.read(Map.of("PG_HOST", "db.example", "HOMEBREW", "1"), List.of(home.resolve(".env")));
        Configuration.Understood understood =
                Configuration.understand(settings, CatalogReader.shipped(), home, Selection.ALL, false);
        Path file = elsewhere.resolve("bundle.zip");
        new SupportBundle(home, settings, understood, "0.1.0", Instant.now().minus(Duration.ofDays(7)))
                .write(
                        file,
                        List.of(new Diagnosis("lake", "", Diagnosis.Grade.PROBLEM, "answered " + TOKEN, "look")),
                        asked);
        return read(file);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : new ArrayList<>(zip.stream().toList())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    private List<String> rows(String query) throws SQLException {
        return database.rows("select to_jsonb(t)::text from (" + query + ") t");
    }

    @Test
    void aBundleHoldsWhatHappenedAndWhatIsSet() throws IOException {
        Map<String, String> bundle = bundle(Optional.of(this::rows));

        assertThat(bundle)
                .containsKeys(
                        "README.txt",
                        "program.json",
                        "doctor.json",
                        "logs/skyfit_20261127T060000Z.log",
                        "run_results/20261127T060000Z.json",
                        "catalog/shop.yaml")
                .doesNotContainKey("logs/skyfit_20250101T060000Z.log");
        assertThat(bundle.get("settings.txt"))
                .contains("PIPEDRIVE_API_TOKEN_COMERCIAL from ", "PG_HOST from the environment")
                .doesNotContain("HOMEBREW", "db.example");
        assertThat(bundle.get("home.txt")).contains("lake/ (1 files)", "pg/ (1 files)", "run_results/20261127");
        assertThat(bundle.get("database/units.jsonl")).contains("\"deals\"");
        assertThat(bundle.get("database/quarantine.jsonl")).contains("\"lines\": 1");
    }

    @Test
    void noFileOfABundleHoldsASecretOrARecord() throws IOException {
        bundle(Optional.of(this::rows))
                .forEach((name, text) -> assertThat(text).as(name).doesNotContain(TOKEN, PERSON, "Maria"));
    }

    @ParameterizedTest
    @EnumSource
    void eachQuestionIsAnswered(Facts facts) throws SQLException {
        assertThat(rows(facts.query())).isNotNull();
    }

    @Test
    void whatCannotBeHadIsReplacedByTheReason() throws IOException {
        Map<String, String> bundle = bundle(Optional.of(query -> {
            throw new SQLException("the server is down");
        }));

        for (Facts facts : Facts.values()) {
            assertThat(bundle.get("database/" + facts.fileName())).startsWith("Cannot be had: the server is down");
        }
        assertThat(bundle).containsKey("logs/skyfit_20261127T060000Z.log");
    }

    @Test
    void noFileIsReplaced() throws IOException {
        bundle(Optional.empty());

        assertThatThrownBy(() -> bundle(Optional.empty())).isInstanceOf(FileAlreadyExistsException.class);
    }
}
