package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a self-made certificate, which names localhost and no address. */
@DisabledOnOs(OS.WINDOWS)
class EncryptionTest {

    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static EmbeddedServer server = notStarted();
    private static Path certificate = Path.of("");
    private static Path store = Path.of("");

    @SuppressWarnings("NullAway")
    private static EmbeddedServer notStarted() {
        return null;
    }

    @BeforeAll
    static void startServer() throws Exception {
        store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(STORE_PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        Certificate own = keys.getCertificate("server");
        certificate = pem("server.crt", "CERTIFICATE", own.getEncoded());
        Path key = pem(
                "server.key",
                "PRIVATE KEY",
                keys.getKey("server", STORE_PASSWORD).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        trustStore(own);

        server = EmbeddedServer.open(folder.resolve("pg"), 0, Durability.NONE);
        DatabaseAddress plain = server.address();
        try (Connection connection = DriverManager.getConnection(plain.jdbcUrl(), plain.properties("test"))) {
            Query.execute(connection, "alter system set ssl_cert_file = '" + certificate + "'");
            Query.execute(connection, "alter system set ssl_key_file = '" + key + "'");
            Query.execute(connection, "alter system set ssl = on");
            Query.execute(connection, "select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Path pem(String name, String kind, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static void trustStore(Certificate own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", own);
        try (var out = Files.newOutputStream(folder.resolve("trusted.p12"))) {
            trusted.store(out, STORE_PASSWORD);
        }
    }

    /** The protocol of a session; empty text if it is in the clear. */
    private static String protocol(String host, Encryption encryption) throws SQLException {
        DatabaseAddress plain = server.address();
        DatabaseAddress address =
                new DatabaseAddress(host, plain.port(), plain.database(), plain.user(), plain.password(), encryption);
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.properties("test"))) {
            return Query.of(
                            connection,
                            "select coalesce(version, '') as v from pg_stat_ssl where pid = pg_backend_pid()")
                    .one(row -> row.text("v"));
        }
    }

    @Test
    void whatIsNotCheckedIsEncryptedAllTheSame() throws Exception {
        assertThat(protocol("127.0.0.1", new Encryption("require", ""))).startsWith("TLS");
        assertThat(protocol("127.0.0.1", Encryption.NONE)).isEmpty();
    }

    @Test
    void aCertificateInTheFileIsTrustedAndItsNameChecked() throws Exception {
        String file = certificate.toString();

        assertThat(protocol("localhost", new Encryption("verify-full", file))).startsWith("TLS");
        assertThat(protocol("127.0.0.1", new Encryption("verify-ca", file))).startsWith("TLS");
        assertThatThrownBy(() -> protocol("127.0.0.1", new Encryption("verify-full", file)))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aServerThatNoAuthorityVouchesForIsRefused() {
        for (String authorities : List.of("", Encryption.SYSTEM, Encryption.JAVA)) {
            assertThatThrownBy(() -> protocol("localhost", new Encryption("verify-full", authorities)))
                    .as("authorities: %s", authorities)
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void anAuthorityOfJavaIsTrusted() throws Exception {
        System.setProperty(
                "javax.net.ssl.trustStore", folder.resolve("trusted.p12").toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(STORE_PASSWORD));
        try {
            assertThat(protocol("localhost", new Encryption("verify-full", Encryption.JAVA)))
                    .startsWith("TLS");
            assertThat(protocol("localhost", new Encryption("verify-full", ""))).startsWith("TLS");
            assertThatThrownBy(() -> protocol("127.0.0.1", new Encryption("verify-full", Encryption.JAVA)))
                    .isInstanceOf(SQLException.class);
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void theSystemsAuthoritiesAreThoseOfItsFirstBundle() throws Exception {
        assertThat(ServerTrust.inFirst(List.of(folder.resolve("missing.pem"), certificate)))
                .hasSize(1);
        assertThat(ServerTrust.inFirst(List.of())).isEmpty();
    }

    @Test
    void whatLeavesThisMachineIsEncryptedByDefault() {
        assertThat(List.of("db.skyfit.example", "10.0.0.5", "fd00::1"))
                .allMatch(host -> Encryption.usualMode(host).equals("require"));
        assertThat(List.of("localhost", "127.0.0.1", "::1"))
                .allMatch(host -> Encryption.usualMode(host).equals("prefer"));
    }
}
