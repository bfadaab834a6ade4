package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of a folder: each database has a file there, which its runs lock, and looks whether the file of another is locked. The operating system
 * releases a lock together with the process that holds it. If two begin at the same moment, both may be refused.
 */
final class FolderLease implements LakeLease {

    /** Below the lake's folder; holds no objects. */
    static final String FOLDER = ".writers";

    private static final Logger LOG = LoggerFactory.getLogger(FolderLease.class);

    /** Far behind the text: on Windows nobody can read a locked range. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path lake;
    private final Path own;
    private final String holder;
    private @Nullable FileChannel channel;
    private @Nullable FileLock lock;
    private boolean unknown;

    FolderLease(Path lake, UUID database, String holder) {
        this.lake = lake;
        this.own = lake.resolve(FOLDER).resolve(database + ".lock");
        this.holder = holder;
    }

    @Override
    public synchronized void keep() throws IOException {
        if (unknown || (lock != null && lock.isValid())) {
            return;
        }
        close();
        Files.createDirectories(lake.resolve(FOLDER));
        FileChannel opened =
                FileChannel.open(own, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel = opened;
        try {
            // Waits for the moment in which another one looks.
            lock = opened.lock(LOCKED_BYTE, 1, true);
        } catch (OverlappingFileLockException e) {
            // Held by this process: another run of the same database, which the database distinguishes from this one.
        } catch (IOException e) {
            LOG.warn("event=lake_not_exclusive location=\"{}\" reason=\"its file system has no locks: {}\"", lake, e);
            unknown = true;
            return;
        }
        refuseOthers();
        opened.truncate(0);
        opened.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private void refuseOthers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(lake.resolve(FOLDER), "*.lock")) {
            for (Path other : files) {
                if (!other.equals(own) && isLocked(other)) {
                    close();
                    throw new LakeTakenException(lake.toString(), Files.readString(other));
                }
            }
        }
    }

    private static boolean isLocked(Path file) throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock looking = other.tryLock(LOCKED_BYTE, 1, false)) {
            return looking == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void leave() {
        close();
    }

    @Override
    public synchronized void close() {
        lock = null;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("event=lease_left location=\"{}\" reason=\"{}\"", lake, e.getMessage());
        }
    }
}
