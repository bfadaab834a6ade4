package com.skyfit.lake.notification;

import com.skyfit.lake.notification.channel.MessageJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Notes in the home: what runs saw that had no database, until one that has takes it over. */
final class FileNotes {

    private static final Logger LOG = LoggerFactory.getLogger(FileNotes.class);

    /** Two bytes of one file, each a lock. */
    private static final long OF_NOTES = 0;

    private static final long OF_SENDING = 1;

    private final Path file;
    private final Path lock;

    FileNotes(Path home) {
        this.file = home.resolve("notifications.json");
        this.lock = home.resolve("notifications.lock");
    }

    /** What is done with the notes while no other process does anything with them. */
    interface Work<E extends Exception> {
        void run() throws E, IOException, InterruptedException;
    }

    /** Reads or writes them once no other process does. */
    <E extends Exception> void alone(Work<E> work) throws E, IOException, InterruptedException {
        try (FileChannel channel = open();
                FileLock held = channel.lock(OF_NOTES, 1, false)) {
            if (held.isValid()) {
                work.run();
            }
        }
    }

    /** Sends what is to be sent, unless another process does: it takes long, and the notes can be written meanwhile. */
    void unlessOthersSend(Work<IOException> work) throws IOException, InterruptedException {
        try (FileChannel channel = open();
                FileLock held = channel.tryLock(OF_SENDING, 1, false)) {
            if (held != null) {
                work.run();
            }
        }
    }

    private FileChannel open() throws IOException {
        Files.createDirectories(lock.toAbsolutePath().getParent());
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** What is remembered; nothing if there is no file. A file that cannot be understood is put aside. */
    Notes read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return Notes.NONE;
        }
        try {
            return MessageJson.read(Files.readString(file), Notes.class);
        } catch (JacksonException e) {
            Path aside = file.resolveSibling("notifications.broken.json");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("event=notes_unreadable moved_to=\"{}\" reason=\"{}\"", aside, e.getOriginalMessage());
            return Notes.NONE;
        }
    }

    /** Remembers what is left of it. */
    void write(Notes notes) throws IOException {
        Notes left = notes.unfinished();
        if (left.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, MessageJson.write(left));
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
