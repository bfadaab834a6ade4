package com.skyfit.lake.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.azure.AzureLake;
import com.skyfit.lake.bronze.azure.Azurite;
import com.skyfit.lake.catalog.Auth;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.configuration.Settings;
import com.skyfit.lake.doctor.Diagnosis.Grade;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.credentials.FixedCredentials;
import com.skyfit.lake.warehouse.DatabaseAddress;
import com.skyfit.lake.warehouse.Encryption;
import com.skyfit.lake.warehouse.TestWarehouse;
import com.skyfit.simulator.Simulator;
import com.skyfit.simulator.SimulatorOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path home;

    private List<Diagnosis> examine(Map<String, String> settings, Optional<DatabaseAddress> running) throws Exception {
        Configuration.Understood understood =
                Configuration.understand(new Settings(settings), CatalogReader.shipped(), home, Selection.ALL, true);
        return new Doctor(understood, running, List.of(), InstantSource.system()).examine();
    }

    private static Map<String, String> settings(Simulator simulator) {
        return new HashMap<>(simulator.settings());
    }

    private static List<Diagnosis> of(List<Diagnosis> found, Grade grade) {
        return found.stream().filter(diagnosis -> diagnosis.grade() == grade).toList();
    }

    /** The grade of a check, if there is one of that name. */
    private static Grade grade(List<Diagnosis> found, String check) {
        List<Grade> grades = found.stream()
                .filter(diagnosis -> diagnosis.check().equals(check))
                .map(Diagnosis::grade)
                .toList();
        assertThat(grades).as(check + " in " + found).hasSize(1);
        return grades.get(0);
    }

    @Test
    void whereEverythingIsWellThereIsNoProblemAndNothingIsLeftBehind() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(4, 0.002, Instant.now()))) {
            List<Diagnosis> found =
                    examine(settings(simulator), Optional.of(database.get().address()));

            assertThat(of(found, Grade.PROBLEM)).isEmpty();
            assertThat(found)
                    .extracting(Diagnosis::check)
                    .contains(
                            "java",
                            "disk",
                            "lake",
                            "database",
                            "encoding",
                            "rights",
                            "clock",
                            "token",
                            "admin",
                            "data",
                            "limits");
            assertThat(found.stream().filter(diagnosis -> diagnosis.check().equals("admin")))
                    .hasSize(3);
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void theEndOfZendeskTokensIsWarnedOf() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(4, 0.002, Instant.now()))) {
            assertThat(of(examine(settings(simulator), Optional.empty()), Grade.WARNING))
                    .filteredOn(diagnosis -> diagnosis.check().equals("token-end"))
                    .singleElement()
                    .satisfies(diagnosis -> assertThat(diagnosis.found()).contains("ZENDESK_API_TOKEN", "2027-04-30"));
        }
    }

    @Test
    void whatIsMissingInTheSettingsIsReportedAndTheRestIsLookedAt() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(4, 0.002, Instant.now()))) {
            Map<String, String> settings = settings(simulator);
            settings.remove("PIPEDRIVE_TOKEN_EXPANSAO");
            settings.put("PG_HOST", "db.example");
            settings.put("SKYFIT_LAKE", "abfss://nonsense");

            List<Diagnosis> found = examine(settings, Optional.empty());

            assertThat(of(found, Grade.PROBLEM))
                    .extracting(Diagnosis::found)
                    .anyMatch(text -> text.startsWith("No credentials for pipedrive.expansao: "))
                    .anyMatch(text -> text.startsWith("PG_USER is missing"))
                    .anyMatch(text -> text.startsWith("SKYFIT_LAKE: expected"));
            assertThat(found)
                    .filteredOn(diagnosis -> diagnosis.check().equals("token"))
                    .extracting(Diagnosis::subject)
                    .containsExactly("pipedrive.comercial", "zendesk.support");
            assertThat(found).extracting(Diagnosis::check).doesNotContain("lake", "database");
        }
    }

    @Test
    void wrongTokensAreFoundThoughZendeskAnswersStrangersWithTwoHundred() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(4, 0.002, Instant.now()))) {
            Map<String, String> settings = settings(simulator);
            settings.put("PIPEDRIVE_TOKEN_COMERCIAL", "canary-wrong");
            settings.put("ZENDESK_API_TOKEN", "canary-wrong");

            List<Diagnosis> problems = of(examine(settings, Optional.empty()), Grade.PROBLEM);

            assertThat(problems)
                    .extracting(diagnosis -> diagnosis.check() + " " + diagnosis.subject())
                    .containsExactly("token pipedrive.comercial", "token zendesk.support");
            assertThat(problems.get(0).found()).contains("401").contains("unauthorized access");
            assertThat(problems.toString()).doesNotContain("canary");
        }
    }

    @Test
    void anAccountThatGrantsNoAccessTokenIsAProblem() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.of(4, 0.002, Instant.now()))) {
            Map<String, String> settings = settings(simulator);
            settings.put("ZENDESK_CLIENT_ID", "support");
            settings.put("ZENDESK_CLIENT_SECRET", simulator.clientSecret("support"));
            assertThat(of(examine(settings, Optional.empty()), Grade.PROBLEM)).isEmpty();

            settings.put("ZENDESK_CLIENT_SECRET", "canary-wrong");
            assertThat(of(examine(settings, Optional.empty()), Grade.PROBLEM))
                    .singleElement()
                    .satisfies(diagnosis -> assertThat(diagnosis.check()).isEqualTo("token"))
                    .satisfies(diagnosis -> assertThat(diagnosis.found())
                            .contains("401 invalid_client", "ZENDESK_CLIENT_SECRET")
                            .doesNotContain("canary"));
        }
    }

    private static List<Diagnosis> account(ScriptedSource source, String name) throws Exception {
        Account account = new Account(
                CatalogReader.shipped().source(name),
                "x",
                URI.create(source.url()),
                new Auth.Header("x-key", "", "KEY", null),
                new FixedCredentials(Map.of("x-key", "canary")),
                "KEY");
        return new AccountExam(account, InstantSource.fixed(NOW)).examine();
    }

    @Test
    void aUserWhoIsNoAdministratorIsAProblem() throws Exception {
        try (ScriptedSource source = new ScriptedSource().scriptAccounts()) {
            source.then("{\"data\":{\"id\":1,\"is_admin\":0}}").then("{}");
            assertThat(grade(account(source, "pipedrive"), "admin")).isEqualTo(Grade.PROBLEM);

            source.then("{\"user\":{\"id\":1,\"role\":\"agent\"}}").then("{}");
            assertThat(grade(account(source, "zendesk"), "admin")).isEqualTo(Grade.PROBLEM);
        }
    }

    @Test
    void aMissingScopeIsAProblemThatQuotesTheSource() throws Exception {
        try (ScriptedSource source = new ScriptedSource().scriptAccounts()) {
            source.then("{\"data\":{\"id\":1,\"is_admin\":1}}")
                    .then(403, Map.of(), "{\"success\":false,\"error\":\"Scope and URL mismatch\"}");
            List<Diagnosis> found = account(source, "pipedrive");

            assertThat(grade(found, "data")).isEqualTo(Grade.PROBLEM);
            assertThat(found.toString()).contains("Scope and URL mismatch").doesNotContain("canary");
        }
    }

    @Test
    void aSpentLimitIsAWarningAndASilentSourceAProblem() throws Exception {
        ScriptedSource source = new ScriptedSource().scriptAccounts();
        source.then(429, Map.of(), "{}");
        assertThat(grade(account(source, "pipedrive"), "token")).isEqualTo(Grade.WARNING);

        source.close();
        assertThat(grade(account(source, "pipedrive"), "account")).isEqualTo(Grade.PROBLEM);
    }

    @Test
    void clocksThatDisagreeAreFound() {
        assertThat(Doctor.clock("x", Duration.ofSeconds(-2)).grade()).isEqualTo(Grade.OK);
        assertThat(Doctor.clock("x", Duration.ofSeconds(31)).grade()).isEqualTo(Grade.WARNING);
        assertThat(Doctor.clock("x", Duration.ofMinutes(-6)))
                .satisfies(diagnosis -> assertThat(diagnosis.grade()).isEqualTo(Grade.PROBLEM))
                .satisfies(diagnosis -> assertThat(diagnosis.found()).contains("360 s behind"));
    }

    @Test
    void theClockOfASourceIsComparedByItsReply() throws Exception {
        try (ScriptedSource source = new ScriptedSource().scriptAccounts()) {
            source.then("{}");

            assertThat(account(source, "pipedrive"))
                    .filteredOn(diagnosis -> diagnosis.check().equals("clock"))
                    .singleElement()
                    .matches(
                            diagnosis -> diagnosis.grade() != Grade.OK,
                            "this machine is not fixed at noon of that day");
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAProblem() {
        DatabaseAddress nobody = new DatabaseAddress("127.0.0.1", 1, "x", "x", "canary", Encryption.NONE);

        List<Diagnosis> found = new DatabaseExam(nobody, InstantSource.system()).examine();

        assertThat(found).singleElement().matches(diagnosis -> diagnosis.grade() == Grade.PROBLEM);
        assertThat(found.toString()).doesNotContain("canary");
    }

    @Test
    void aRoleWithoutRightsIsAProblem() throws Exception {
        DatabaseAddress owner = database.get().address();
        String role = owner.database() + "_reader";
        execute("create role " + role + " login password 'secret'");
        DatabaseAddress reader =
                new DatabaseAddress(owner.host(), owner.port(), owner.database(), role, "secret", owner.encryption());

        List<Diagnosis> found = new DatabaseExam(reader, InstantSource.system()).examine();

        assertThat(grade(found, "rights")).isEqualTo(Grade.PROBLEM);
        assertThat(found.toString()).contains("to create schemas", "to create in", "ops", "that others own");
    }

    @Test
    void aRoleThatMayDoMoreThanARunNeedsIsAWarning() throws Exception {
        DatabaseAddress superuser = database.get().address();
        String role = superuser.database() + "_runs";
        execute("create role " + role + " login password 'secret'");
        DatabaseAddress modest = superuser.withLogin(role, "secret");

        assertThat(grade(new DatabaseExam(superuser, InstantSource.system()).examine(), "power"))
                .isEqualTo(Grade.WARNING);
        assertThat(grade(new DatabaseExam(superuser, InstantSource.system(), true).examine(), "power"))
                .isEqualTo(Grade.OK);
        assertThat(grade(new DatabaseExam(modest, InstantSource.system()).examine(), "power"))
                .isEqualTo(Grade.OK);
        execute("create table public.of_others (a int)");
        execute("alter table public.of_others owner to " + role);
        assertThat(grade(new DatabaseExam(modest, InstantSource.system()).examine(), "power"))
                .isEqualTo(Grade.WARNING);
    }

    @Test
    void anotherMachineThatIsNotCheckedIsAWarning() {
        for (String mode : List.of("prefer", "require", "verify-ca", "verify-full")) {
            DatabaseAddress far =
                    new DatabaseAddress("db.skyfit.example", 5432, "x", "x", "x", new Encryption(mode, ""));
            DatabaseAddress near = new DatabaseAddress("localhost", 5432, "x", "x", "x", new Encryption(mode, ""));

            assertThat(new DatabaseExam(far, InstantSource.system()).tls("TLSv1.3"))
                    .matches(diagnosis -> diagnosis.found().contains("PG_SSLMODE=" + mode))
                    .extracting(Diagnosis::grade)
                    .isEqualTo(mode.equals("verify-full") ? Grade.OK : Grade.WARNING);
            assertThat(new DatabaseExam(near, InstantSource.system()).tls("").grade())
                    .isEqualTo(Grade.OK);
        }
    }

    @Test
    void aDatabaseOfAnotherEncodingIsAProblem() throws Exception {
        DatabaseAddress usual = database.get().address();
        String name = usual.database() + "_ascii";
        execute("create database " + name + " encoding 'SQL_ASCII' locale 'C' template template0");

        List<Diagnosis> found = new DatabaseExam(usual.withDatabase(name), InstantSource.system()).examine();

        assertThat(grade(found, "encoding")).isEqualTo(Grade.PROBLEM);
        assertThat(grade(found, "rights")).isEqualTo(Grade.OK);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.get().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void limitsOfTheServerAreGraded() {
        assertThat(Stream.of(
                        DatabaseExam.writable(true),
                        DatabaseExam.compression(false),
                        DatabaseExam.connections(20, 15),
                        DatabaseExam.writeAheadLog(64)))
                .extracting(Diagnosis::grade)
                .containsExactly(Grade.PROBLEM, Grade.WARNING, Grade.WARNING, Grade.WARNING);
        assertThat(Stream.of(
                        DatabaseExam.writable(false),
                        DatabaseExam.compression(true),
                        DatabaseExam.connections(97, 5),
                        DatabaseExam.writeAheadLog(1024)))
                .extracting(Diagnosis::grade)
                .containsOnly(Grade.OK);
    }

    @Test
    void aMachineThatLacksSomethingIsFound() throws Exception {
        assertThat(MachineExam.java(17, 256L << 20).grade()).isEqualTo(Grade.OK);
        assertThat(MachineExam.java(17, 64L << 20).grade()).isEqualTo(Grade.WARNING);
        assertThat(MachineExam.java(99, 256L << 20).grade()).isEqualTo(Grade.WARNING);
        assertThat(MachineExam.room("home", home, 100L << 20).grade()).isEqualTo(Grade.PROBLEM);
        assertThat(MachineExam.room("home", home, 2L << 30).grade()).isEqualTo(Grade.WARNING);
        Path file = Files.writeString(home.resolve("file"), "");
        assertThat(MachineExam.folder("home", file.resolve("below")).grade()).isEqualTo(Grade.PROBLEM);
    }

    @Test
    void aFileOfSecretsThatOthersCanReadIsWarnedOf() throws Exception {
        Path file = Files.writeString(home.resolve(".env"), "A=b");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(grade(new MachineExam(home, List.of(file)).examine(), "secrets"))
                .isEqualTo(Grade.WARNING);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(grade(new MachineExam(home, List.of(file)).examine(), "secrets"))
                .isEqualTo(Grade.OK);
    }

    @Test
    void aLakeWithoutAnythingThatKeepsItIsWarnedOf() {
        assertThat(LakeExam.protection(new AzureLake.Protection(false, false, 0))
                        .grade())
                .isEqualTo(Grade.WARNING);
        assertThat(LakeExam.protection(new AzureLake.Protection(false, false, 7))
                        .found())
                .contains("kept for 7 days");
        assertThat(LakeExam.protection(new AzureLake.Protection(true, false, 0)).grade())
                .isEqualTo(Grade.OK);
        assertThat(LakeExam.protection(new AzureLake.Protection(false, false, null))
                        .found())
                .contains("unknown");
    }

    @Test
    void aLakeInAStorageAccountIsLookedAtAndOneThatIsNotThereIsAProblem() throws Exception {
        Azurite azurite = azurite();
        assertThat(grade(new LakeExam(new AzureLake(azurite.address("bronze"))).examine(), "lake"))
                .isEqualTo(Grade.OK);
        assertThat(new LakeExam(new AzureLake(azurite.address("bronze"))).examine())
                .extracting(Diagnosis::check)
                .containsExactly("lake", "protection");

        Map<String, String> settings = new HashMap<>(azurite.settings());
        settings.put("SKYFIT_LAKE", "abfss://nowhere@devstoreaccount1.dfs.core.windows.net");
        assertThat(examine(settings, Optional.empty()))
                .filteredOn(diagnosis -> diagnosis.check().equals("lake"))
                .singleElement()
                .matches(diagnosis ->
                        diagnosis.grade() == Grade.PROBLEM && diagnosis.found().contains("nowhere"));
    }

    @Test
    void aSignatureThatMayNotLookAtTheContainerIsEnough() throws Exception {
        Azurite azurite = azurite();

        List<Diagnosis> found = new LakeExam(
                        new AzureLake(azurite.address("bronze", azurite.endpoint(), azurite.sharedAccess())))
                .examine();

        assertThat(grade(found, "lake")).isEqualTo(Grade.OK);
        assertThat(grade(found, "protection")).isEqualTo(Grade.OK);
        assertThat(found.toString()).contains("unknown");
    }

    private static Azurite azurite() throws Exception {
        Azurite azurite = new Azurite();
        azurite.open("the exam of a lake in a storage account");
        return azurite;
    }
}
