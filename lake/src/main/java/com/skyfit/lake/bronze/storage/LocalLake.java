package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** A lake in a folder of this machine. */
public final class LocalLake implements LakeStorage {

    private static final String UNFINISHED = ".unfinished";

    private final Path root;

    /** Takes the folder; it is made when the first object is created. */
    public LocalLake(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public NewObject create(String path) throws IOException {
        Path target = resolve(path);
        Path folder = target.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("Invalid object path '" + path + "': it names no folder");
        }
        Files.createDirectories(folder);
        if (Files.exists(target)) {
            throw new ObjectExistsException(path, location());
        }
        Path unfinished = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        return new NewFile(path, target, unfinished);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(resolve(path));
    }

    @Override
    public boolean exists(String path) {
        return Files.isRegularFile(resolve(path));
    }

    @Override
    public List<LakeObject> list(String prefix) throws IOException {
        Path folder = root.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<LakeObject> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isUnfinished(file)) {
                    found.add(new LakeObject(root.relativize(file).toString().replace('\\', '/'), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Others commit or abandon objects meanwhile: the names these had in the making are gone.
                if (e instanceof NoSuchFileException && isUnfinished(file)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        found.sort(Comparator.comparing(LakeObject::path));
        return List.copyOf(found);
    }

    private static boolean isUnfinished(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    private Path resolve(String path) {
        return root.resolve(ObjectPath.checked(path));
    }

    private final class NewFile extends NewObject {
        private final String path;
        private final Path target;
        private final Path unfinished;
        private final FileChannel channel;
        private boolean committed;

        NewFile(String path, Path target, Path unfinished) throws IOException {
            this.path = path;
            this.target = target;
            this.unfinished = unfinished;
            this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void commit() throws IOException {
            channel.force(true);
            channel.close();
            publish();
            syncFolders();
            committed = true;
        }

        /** A hard link refuses an existing target in one step on every platform; a plain move is for file systems without links. */
        private void publish() throws IOException {
            try {
                Files.createLink(target, unfinished);
                Files.delete(unfinished);
            } catch (FileAlreadyExistsException e) {
                throw new ObjectExistsException(path, location());
            } catch (UnsupportedOperationException | AtomicMoveNotSupportedException e) {
                if (Files.exists(target)) {
                    throw new ObjectExistsException(path, location());
                }
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }

        /**
         * Makes the new name durable, and those of the folders that lead to it, which may be as new: no manifest may outlive its parts when
         * power is lost. Windows neither offers nor needs it.
         */
        private void syncFolders() {
            for (Path folder = target.getParent();
                    folder != null && folder.startsWith(root);
                    folder = folder.getParent()) {
                try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                    directory.force(true);
                } catch (IOException ignored) {
                    // Not every file system lets a folder be opened.
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
