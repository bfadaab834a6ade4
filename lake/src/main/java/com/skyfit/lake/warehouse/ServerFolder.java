package com.skyfit.lake.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** The folder of an embedded server: its data, its log, its passwords, and the files that show whether it runs. */
final class ServerFolder {

    /** Locks of files are those of a process; threads of one take turns by this. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    /** The start of the line for all roles without their own line. */
    private static final String EVERYONE = "*:*:*:*:";

    private final Path path;

    ServerFolder(Path home) {
        this.path = home.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("postgresql.log");
    }

    Path keepFile() {
        return path.resolve("keep-running");
    }

    /** The port of earlier starts, where nobody else listens there now; 0 for any. */
    int freePort() {
        int port = keptPort().orElse(0);
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException taken) {
            return 0;
        }
    }

    /** Keeps the port of the first start, and one that was wanted: a saved connection finds the server there whenever the port is free. */
    void keepPort(int port, boolean wanted) throws IOException {
        if (wanted || keptPort().isEmpty()) {
            Files.writeString(portFile(), port + "\n");
        }
    }

    private Optional<Integer> keptPort() {
        try {
            String kept = Files.readString(portFile()).strip();
            return kept.matches("[1-9][0-9]{0,4}") ? Optional.of(Integer.valueOf(kept)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Path portFile() {
        return path.resolve("port");
    }

    Path passwordFile() {
        return path.resolve("pgpass");
    }

    /** Beginning or ending the use of a server. */
    interface Turn<T> {
        T take() throws IOException, SQLException;
    }

    /** Does it while no other command, of this process or another, begins or ends the use of this folder's server. */
    <T> T alone(Turn<T> turn) throws IOException, SQLException {
        IN_THIS_PROCESS.lock();
        try (FileChannel file = FileChannel.open(
                        path.resolve("turn.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            if (!lock.isValid()) {
                throw new IOException("The lock on " + path.resolve("turn.lock") + " was lost");
            }
            return turn.take();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /**
     * A server's own record of itself.
     *
     * @param pid of its first process
     * @param port it listens on
     */
    record Postmaster(long pid, int port) {}

    /** By the lines of postmaster.pid: process id, data folder, start time, port. A server that died without a word leaves it behind. */
    Optional<Postmaster> postmaster() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() >= 4 && lines.get(3).strip().matches("[0-9]{1,5}")
                    ? Optional.of(new Postmaster(
                            Long.parseLong(lines.get(0).strip()),
                            Integer.parseInt(lines.get(3).strip())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The owner's password, made when it is needed for the first time; kept in the form of libpq's password files. */
    String password() {
        return passwordOf(EVERYONE).orElseGet(() -> {
            String made = RolePassword.made().text();
            write(EVERYONE + made + "\n");
            return made;
        });
    }

    /** The password of a role that has its own; empty if none was made. */
    Optional<String> passwordOfRole(String role) {
        return passwordOf(lineOf(role));
    }

    /** Makes a password for a role. Its line comes first: of several that fit, libpq takes the first, and so did earlier versions the last. */
    String makePasswordOfRole(String role) {
        String made = RolePassword.made().text();
        String others = lines().stream()
                .filter(line -> !line.startsWith(lineOf(role)))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        write(lineOf(role) + made + "\n" + others);
        return made;
    }

    private static String lineOf(String role) {
        return "*:*:*:" + role + ":";
    }

    private Optional<String> passwordOf(String start) {
        return lines().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private List<String> lines() {
        try {
            return Files.exists(passwordFile()) ? Files.readAllLines(passwordFile()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + passwordFile(), e);
        }
    }

    /** Others see the file before or after, and never one that they may read. */
    private void write(String text) {
        Path next = path.resolve("pgpass.next");
        try {
            Files.deleteIfExists(next);
            createForOwner(next);
            Files.writeString(next, text);
            Files.move(next, passwordFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + passwordFile(), e);
        }
    }

    private static void createForOwner(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    boolean asksForPassword() throws IOException {
        return Files.readString(hba()).equals(PASSWORD_ASKED_FOR);
    }

    /** Takes effect when the server reads its configuration again. */
    void askForPassword() throws IOException {
        Files.writeString(hba(), PASSWORD_ASKED_FOR);
    }

    private static final String PASSWORD_ASKED_FOR = """
            # Written by skyfit: this machine only, by the password in the file pgpass.
            local   all   all                  scram-sha-256
            host    all   all   127.0.0.1/32   scram-sha-256
            host    all   all   ::1/128        scram-sha-256
            """;

    private Path hba() {
        return data().resolve("pg_hba.conf");
    }

    /** The program that stops a server on Windows, beside the one that the server was started with. */
    Path pgCtl() throws IOException {
        return Path.of(Files.readString(data().resolve("postmaster.opts"))
                        .split(" \"-", 2)[0]
                        .replace("\"", "")
                        .strip())
                .resolveSibling("pg_ctl.exe");
    }
}
