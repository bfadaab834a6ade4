package com.skyfit.lake.source.credentials;

import com.skyfit.lake.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The newest refresh token of one account, in a file that its owner alone can read. A refresh token can be used once, so using it and keeping
 * the next one are one step here, which no other thread and no other process of this machine can come between.
 */
public final class TokenStore {

    /** A lock on a file belongs to the process, so its threads need a second one. */
    private static final Lock THIS_PROCESS = new ReentrantLock();

    private final Path folder;
    private final Path file;
    private final Path next;

    /**
     * Takes its path; folder and file are created when there is a token to keep.
     *
     * @param account names the file
     */
    public TokenStore(Path home, String account) {
        this.folder = home.resolve("tokens");
        this.file = folder.resolve(account + ".json");
        this.next = folder.resolve(account + ".next");
    }

    /** Gives a refresh token away for new tokens. */
    @FunctionalInterface
    interface Exchange {
        TokenEndpoint.Tokens of(String refreshToken) throws SourceException, InterruptedException;
    }

    /**
     * Uses the newest refresh token. When this returns, its successor is on the disk.
     *
     * @param first the token that somebody has set; while it stays the same, its successors are used in its place
     * @throws IOException if the store cannot be used; whether it can be written is tried before the token is used
     */
    TokenEndpoint.Tokens exchange(String first, Exchange exchange)
            throws IOException, SourceException, InterruptedException {
        THIS_PROCESS.lock();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                keepForOwner();
            }
            try (FileChannel lock = open(folder.resolve(file.getFileName() + ".lock"))) {
                FileLock held = lock.lock();
                try {
                    return exchangeAlone(first, exchange);
                } finally {
                    Files.deleteIfExists(next);
                    held.release();
                }
            }
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    private TokenEndpoint.Tokens exchangeAlone(String first, Exchange exchange)
            throws IOException, SourceException, InterruptedException {
        String newest = newest(first);
        write(first, newest);
        TokenEndpoint.Tokens tokens = exchange.of(newest);
        if (tokens.refresh() != null) {
            write(first, tokens.refresh());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
        }
        return tokens;
    }

    private String newest(String first) throws IOException {
        if (!Files.exists(file)) {
            return first;
        }
        try {
            JsonNode kept = JsonMapper.shared().readTree(Files.readString(file));
            String token = kept.path("refresh_token").asString("");
            boolean successor = kept.path("first_sha256").asString("").equals(sha256(first));
            return successor && !token.isEmpty() ? token : first;
        } catch (JacksonException e) {
            throw new IOException(file + " is not JSON; set a new refresh token and remove the file", e);
        }
    }

    private void write(String first, String token) throws IOException {
        String text = JsonMapper.shared()
                .createObjectNode()
                .put("first_sha256", sha256(first))
                .put("refresh_token", token)
                .toString();
        Files.deleteIfExists(next);
        try (FileChannel channel = open(next)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
    }

    /** If the platform has no such rights, as on Windows, a file has those of its folder. */
    private FileAttribute<?>[] ownerOnly() {
        return hasRights()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void keepForOwner() throws IOException {
        if (hasRights()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private boolean hasRights() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes the new name durable; Windows neither offers nor needs it. */
    private void syncFolder() {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException ignored) {
            // Not every file system lets a folder be opened.
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
