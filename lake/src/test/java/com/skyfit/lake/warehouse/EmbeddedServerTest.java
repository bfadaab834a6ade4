package com.skyfit.lake.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.warehouse.EmbeddedServer.Durability;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {

    @TempDir
    private Path home;

    private static String setting(EmbeddedServer server, String name) throws SQLException {
        DatabaseAddress address = server.address();
        try (Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
            return Query.of(connection, "select current_setting(:name) as setting")
                    .bind("name", name)
                    .one(row -> row.text("setting"));
        }
    }

    @Test
    void whatIsCommittedSurvivesTheMachine() throws SQLException {
        try (EmbeddedServer server = EmbeddedServer.open(home, 0)) {
            assertThat(List.of(
                            setting(server, "fsync"),
                            setting(server, "synchronous_commit"),
                            setting(server, "full_page_writes")))
                    .containsOnly("on");
        }
    }

    private int portOfAStart(int wanted) {
        try (EmbeddedServer server = EmbeddedServer.open(home, wanted, Durability.NONE)) {
            return server.address().port();
        }
    }

    @Test
    void theServerKeepsItsPortFromStartToStart() throws Exception {
        int port = portOfAStart(portThatNobodyIsGiven());

        assertThat(portOfAStart(0)).isEqualTo(port);
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(portOfAStart(0)).isNotEqualTo(other.getLocalPort());
        }
        assertThat(portOfAStart(0)).isEqualTo(port);
    }

    /** A free port below those that systems give to whoever asks for any, so that no other server takes it meanwhile. */
    private static int portThatNobodyIsGiven() throws IOException {
        Random random = new Random();
        while (true) {
            int port = 20_000 + random.nextInt(10_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // Somebody has it; another one will do.
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void programsThatALossOfPowerCutOffAreUnpackedAgain() throws Exception {
        EmbeddedServer.open(home, 0).close();
        Path programs = programs();
        Files.delete(programs.resolveSibling(programs.getFileName() + ".complete"));
        Files.write(programs.resolve("bin/postgres"), new byte[0]);

        try (EmbeddedServer server = EmbeddedServer.open(home, 0)) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void programsThatAreCompleteAreUsedAgain() throws Exception {
        EmbeddedServer.open(home, 0).close();
        Path left = Files.createFile(programs().resolve("left"));

        EmbeddedServer.open(home, 0).close();

        assertThat(left).exists();
    }

    private Path programs() throws IOException {
        try (Stream<Path> entries = Files.list(home.resolve("server"))) {
            return entries.filter(Files::isDirectory).findAny().orElseThrow();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theServerAsksForAPasswordThatItsOwnerAloneCanRead() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(home, 0, Durability.NONE)) {
            DatabaseAddress address = server.address();

            assertThatThrownBy(() -> DriverManager.getConnection(address.jdbcUrl(), address.user(), "guessed"))
                    .hasMessageContaining("password authentication failed");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("pgpass"))))
                    .isEqualTo("rw-------");
            assertThat(server.uri()).doesNotContain(address.password());
        }
    }

    @Test
    void theServerOfAnotherFolderIsNotJoinedWhateverADeadServerLeftBehind(@TempDir Path other) throws Exception {
        EmbeddedServer dead = EmbeddedServer.open(home, 0, Durability.NONE);
        String leftBehind = Files.readString(home.resolve("data/postmaster.pid"));
        int port = dead.address().port();
        dead.stop();
        Files.writeString(home.resolve("data/postmaster.pid"), leftBehind);
        Files.createDirectories(other);
        Files.copy(home.resolve("pgpass"), other.resolve("pgpass"));

        try (EmbeddedServer stranger = EmbeddedServer.open(other, port, Durability.NONE)) {
            assertThat(stranger.address().port()).isEqualTo(port);
            assertThat(EmbeddedServer.running(home)).isEmpty();
        }
    }

    @Test
    void aProcessThatHasTheNumberOfADeadServerIsNotStopped() throws Exception {
        EmbeddedServer server = EmbeddedServer.open(home, 0, Durability.NONE);
        String file = Files.readString(home.resolve("data/postmaster.pid"));
        server.stop();
        Process bystander = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--list-modules")
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        Files.writeString(
                home.resolve("data/postmaster.pid"), file.replaceFirst("^[0-9]+", Long.toString(bystander.pid())));

        server.stop();

        bystander.getInputStream().readAllBytes();
        assertThat(bystander.waitFor()).isZero();
    }

    @Test
    void commandsThatBeginAtTheSameMomentUseOneServer() throws Exception {
        ExecutorService commands = Executors.newFixedThreadPool(3);
        try {
            List<Future<EmbeddedServer>> opened = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                opened.add(commands.submit(() -> EmbeddedServer.open(home, 0, Durability.NONE)));
            }
            List<Integer> ports = new ArrayList<>();
            for (Future<EmbeddedServer> one : opened) {
                ports.add(one.get().address().port());
            }
            assertThat(ports).hasSize(3).containsOnly(ports.get(0));

            for (Future<EmbeddedServer> one : opened) {
                assertThat(EmbeddedServer.running(home)).isPresent();
                one.get().close();
            }
            assertThat(EmbeddedServer.running(home)).isEmpty();
        } finally {
            commands.shutdownNow();
        }
    }

    @Test
    void aFolderOfAnEarlierVersionThatLetEverybodyInAsksForThePasswordFromNowOn() throws Exception {
        EmbeddedServer.open(home, 0, Durability.NONE).stop();
        Files.writeString(home.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (EmbeddedServer server = EmbeddedServer.open(home, 0, Durability.NONE)) {
            DatabaseAddress address = server.address();
            assertThatThrownBy(() -> DriverManager.getConnection(address.jdbcUrl(), address.user(), ""))
                    .isInstanceOf(SQLException.class);
            assertThat(setting(server, "port")).isEqualTo(Integer.toString(address.port()));
        }
    }
}
