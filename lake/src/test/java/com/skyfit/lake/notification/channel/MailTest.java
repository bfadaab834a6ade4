package com.skyfit.lake.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail through a real server. */
class MailTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String USER = "dados@skyfit.example";
    private static final String PASSWORD = "canary-of-mail";

    private static final String STORE_PASSWORD = "of-the-test";

    private static Path store = Path.of("");

    @TempDir
    private Path folder;

    private final GreenMail servers = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });

    /** A certificate of the test's own: the one that the library has is for no host. */
    @BeforeAll
    static void certificate(@TempDir Path keys) throws Exception {
        store = keys.resolve("keys.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        System.setProperty("greenmail.tls.keystore.password", STORE_PASSWORD);
    }

    @AfterAll
    static void forget() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @BeforeEach
    void start() {
        servers.start();
        servers.setUser(USER, USER, PASSWORD);
    }

    @AfterEach
    void stop() {
        servers.stop();
    }

    /** The certificate of the test's server, as an authority's. */
    private Trust trust() throws Exception {
        Certificate certificate = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray())
                .getCertificate("mail");
        Path file = folder.resolve("root.pem");
        Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        return new Trust(file);
    }

    private Mail mail(MailServer.Encryption encryption, int port, String password, Trust trust) {
        return new Mail(
                "email",
                Severity.NOTICE,
                new MailServer("localhost", port, encryption, USER, password, trust),
                "lake@skyfit.example",
                List.of("operador@skyfit.example", "dados@skyfit.example"));
    }

    @Test
    void aMessageArrivesEncryptedWithItsLetters() throws Exception {
        Receipt receipt = mail(MailServer.Encryption.TLS, servers.getSmtps().getPort(), PASSWORD, trust())
                .send(Messages.REFUSED, LIMIT);

        assertThat(receipt).as(receipt.text()).isInstanceOf(Receipt.Taken.class);
        MimeMessage[] received = servers.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("[skyfit] " + Messages.REFUSED.title());
        assertThat(received[0].getContent().toString())
                .contains("returned 401 <é>", "To do: set a new one in PIPEDRIVE_TOKEN_EXPANSAO");
        assertThat(received[0].getHeader("X-Skyfit-Message"))
                .containsExactly(Messages.REFUSED.id().toString());
    }

    @Test
    void nothingIsSentInTheOpenWhereEncryptionIsWanted() throws Exception {
        Receipt receipt = mail(MailServer.Encryption.STARTTLS, servers.getSmtp().getPort(), PASSWORD, trust())
                .send(Messages.REFUSED, LIMIT);

        assertThat(receipt.text()).contains("did not take the mail: check NOTIFY_SMTP_TLS", "STARTTLS");
        assertThat(servers.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerForWhichNobodyVouchesIsRefused() {
        Receipt receipt = mail(MailServer.Encryption.TLS, servers.getSmtps().getPort(), PASSWORD, Trust.OF_JAVA)
                .send(Messages.REFUSED, LIMIT);

        assertThat(receipt).isInstanceOf(Receipt.Failed.class);
        assertThat(receipt.text()).contains("No TLS connection could be established", "NOTIFY_ROOTCERT");
    }

    @Test
    void aWrongPasswordIsNamedByItsSettingAndNotShown() throws Exception {
        Receipt receipt = mail(MailServer.Encryption.TLS, servers.getSmtps().getPort(), "canary-wrong", trust())
                .send(Messages.REFUSED, LIMIT);

        assertThat(receipt.text())
                .contains("refused the login: check NOTIFY_SMTP_USER and NOTIFY_SMTP_PASSWORD")
                .doesNotContain("canary-wrong");
    }

    @Test
    void aServerThatIsNotThereIsASentence() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(mail(MailServer.Encryption.TLS, port, PASSWORD, trust())
                        .send(Messages.REFUSED, LIMIT)
                        .text())
                .startsWith("localhost:" + port + " did not accept a connection: check NOTIFY_SMTP_HOST");
    }
}
