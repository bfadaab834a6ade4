package com.skyfit.lake.source.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.source.ScriptedSource;
import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OAuthCredentialsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;

    private ScriptedSource server;
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    @BeforeEach
    void serve() throws IOException {
        server = new ScriptedSource();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TokenEndpoint endpoint() {
        return new TokenEndpoint(
                URI.create(server.url() + "/token"),
                "id",
                "canary-client",
                true,
                "set a new one in SHOP_REFRESH_TOKEN");
    }

    private TokenStore store() {
        return new TokenStore(home, "shop.north");
    }

    private OAuthCredentials credentials(String first) {
        return OAuthCredentials.ofRefreshToken("shop.north", endpoint(), first, store(), () -> now);
    }

    private Path kept() {
        return home.resolve("tokens").resolve("shop.north.json");
    }

    private static String granted(String access, String refresh) {
        return "{\"access_token\":\"" + access + "\",\"refresh_token\":\"" + refresh + "\",\"expires_in\":1800}";
    }

    private static Map<String, String> bearer(String access) {
        return Map.of("Authorization", "Bearer " + access);
    }

    @Test
    void theSuccessorOfARefreshTokenIsKeptForItsOwnerAlone() throws Exception {
        server.then(granted("a1", "r2"));

        assertThat(credentials("r1").headers()).isEqualTo(bearer("a1"));

        assertThat(kept()).content().contains("r2").doesNotContain("a1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("tokens"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whereTheSuccessorCannotBeKeptTheAccessTokenIsNotUsed() {
        assertThatThrownBy(() -> store().exchange("r1", token -> {
                    occupy(kept());
                    return new TokenEndpoint.Tokens("a1", "r2", HOUR);
                }))
                .isInstanceOf(IOException.class);
    }

    private static void occupy(Path file) {
        try {
            Files.createDirectories(file.resolve("in the way"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStoreThatCannotBeWrittenSpendsNoToken() throws Exception {
        Files.writeString(home.resolve("tokens"), "no folder");

        assertThatThrownBy(() -> credentials("r1").headers())
                .isInstanceOf(SourceException.Refused.class)
                .hasMessageContaining("cannot keep its refresh token");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void theNextProgramUsesTheKeptTokenUntilSomebodySetsAnother() throws Exception {
        store().exchange("r1", token -> new TokenEndpoint.Tokens("a1", "r2", HOUR));
        List<String> used = new ArrayList<>();
        for (String first : List.of("r1", "r1", "fresh", "fresh")) {
            store().exchange(first, token -> {
                used.add(token);
                return new TokenEndpoint.Tokens("a", token + "+", HOUR);
            });
        }

        assertThat(used).containsExactly("r2", "r2+", "fresh", "fresh+");
    }

    @Test
    void anAnswerWithoutARefreshTokenLeavesTheOneThereIs() throws Exception {
        store().exchange("r1", token -> new TokenEndpoint.Tokens("a1", "r2", HOUR));
        store().exchange("r1", token -> new TokenEndpoint.Tokens("a2", null, HOUR));

        assertThat(kept()).content().contains("r2");
        assertThat(home.resolve("tokens")).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void aTokenIsReplacedBeforeItEnds() throws Exception {
        server.then(granted("a1", "r2")).then(granted("a2", "r3"));
        OAuthCredentials credentials = credentials("r1");
        credentials.headers();

        now = now.plusSeconds(1_739);
        assertThat(credentials.headers()).isEqualTo(bearer("a1"));
        now = now.plusSeconds(1);
        assertThat(credentials.headers()).isEqualTo(bearer("a2"));
        assertThat(kept()).content().contains("r3");
    }

    @Test
    void threadsWhoseTokenIsRefusedReplaceItOnce() throws Exception {
        server.then(granted("a1", "r2")).then(granted("a2", "r3")).then(granted("a3", "r4"));
        OAuthCredentials credentials = credentials("r1");
        Map<String, String> refused = credentials.headers();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> replaced = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                replaced.add(threads.submit(() -> credentials.replace(refused)));
            }
            for (Future<Boolean> answer : replaced) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(server.asked()).hasSize(2);
        assertThat(credentials.headers()).isEqualTo(bearer("a2"));
    }

    @Test
    void anInterruptDoesNotComeBetweenTheAnswerAndTheStore() throws Exception {
        server.then(granted("a1", "r2"));

        Thread.currentThread().interrupt();
        credentials("r1").headers();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept()).content().contains("r2");
    }

    @Test
    void aRefusalSaysWhatToDoAndRepeatsNothingOfWhatWasSent() {
        server.then(
                400, Map.of(), "{\"error\":\"invalid_grant\",\"error_description\":\"canary-r1 of canary-client\"}");

        assertThatThrownBy(() -> credentials("canary-r1").headers())
                .isInstanceOf(SourceException.Refused.class)
                .hasMessageContaining("400 invalid_grant; set a new one in SHOP_REFRESH_TOKEN")
                .hasMessageNotContaining("canary");
        assertThat(kept()).doesNotExist();
    }

    @Test
    void anAnswerThatNoHeaderCanCarryIsRefusedUnseen() {
        server.then("{\"access_token\":\"canary\\nx\"}");

        assertThatThrownBy(() -> credentials("r1").headers())
                .isInstanceOf(SourceException.Refused.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void aBusyServerMayBeAskedAgain() {
        server.then(503, Map.of(), "");

        assertThatThrownBy(() -> credentials("r1").headers()).isInstanceOf(SourceException.Unavailable.class);
    }
}
