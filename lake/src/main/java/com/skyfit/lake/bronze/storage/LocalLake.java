package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lake in a folder of this machine. */
public final class LocalLake implements LakeStorage {

    private static final Logger LOG = LoggerFactory.getLogger(LocalLake.class);

    private static final String UNFINISHED = ".unfinished";

    private final Path root;

    private final Linking linking;

    /** Whether the names of the folders that lead to the lake are durable. */
    private volatile boolean reachable;

    private volatile Guard guard = Guard.NONE;

    /** Takes the folder; it is made when the first object is created. */
    public LocalLake(Path root) {
        this(root, Files::createLink);
    }

    LocalLake(Path root, Linking linking) {
        this.root = root.toAbsolutePath().normalize();
        this.linking = linking;
    }

    /** Gives a file a second name, as file systems do. */
    interface Linking {
        /** Throws {@link FileAlreadyExistsException} if the name is taken. */
        void link(Path name, Path file) throws IOException;
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
        makeFolders(folder);
        if (Files.exists(target)) {
            throw new ObjectExistsException(path, location());
        }
        Path unfinished = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        return new NewFile(path, target, unfinished);
    }

    /** A folder that leads to the lake may be as new as its first object, and must outlive a loss of power like that. */
    private void makeFolders(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!reachable) {
            for (Path above = root.getParent(); above != null; above = above.getParent()) {
                sync(above);
            }
            reachable = true;
        }
    }

    private static void sync(Path folder) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException ignored) {
            // Not every file system lets a folder be opened.
        }
    }

    @Override
    public LakeLease lease(UUID database, String holder) {
        return new FolderLease(root, database, holder);
    }

    @Override
    public void guard(Guard asked) {
        guard = asked;
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
    public void visit(String prefix, Visitor<LakeObject> visitor) throws IOException {
        int name = prefix.lastIndexOf('/') + 1;
        Path folder = root.resolve(prefix.substring(0, name));
        String begin = prefix.substring(name);
        if (begin.isEmpty()) {
            visitBelow(folder, visitor);
            return;
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> String.valueOf(entry.getFileName()).startsWith(begin))) {
            for (Path entry : entries) {
                visitBelow(entry, visitor);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void visitNames(String folder, Visitor<String> visitor) throws IOException {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!isUnfinished(entry) && !isOfLeases(entry)) {
                    visitor.see(String.valueOf(entry.getFileName()));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void visitBelow(Path start, Visitor<LakeObject> visitor) throws IOException {
        if (!Files.exists(start)) {
            return;
        }
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isOfLeases(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !isUnfinished(file)) {
                    visitor.see(new LakeObject(root.relativize(file).toString().replace('\\', '/'), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Others commit or abandon objects meanwhile: their temporary names have disappeared.
                if (e instanceof NoSuchFileException && isUnfinished(file)) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    private static boolean isUnfinished(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    private boolean isOfLeases(Path folder) {
        return folder.equals(root.resolve(FolderLease.FOLDER));
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
            guard.check();
            publish();
            syncFolders();
            committed = true;
        }

        /** A hard link refuses an existing target in one step on every platform. */
        private void publish() throws IOException {
            try {
                linking.link(target, unfinished);
            } catch (FileAlreadyExistsException e) {
                throw new ObjectExistsException(path, location());
            } catch (UnsupportedOperationException | FileSystemException e) {
                publishWithoutLinks();
                return;
            }
            deleteIfPossible(unfinished);
        }

        /**
         * For file systems that have no hard links (exFAT, many network shares), each of which reports this differently. A file that only one can
         * create keeps others from the name while this one looks whether it is taken. One that a crash leaves behind is in the way of that name
         * only, which no later run asks for again.
         */
        private void publishWithoutLinks() throws IOException {
            Path claim = target.resolveSibling(target.getFileName() + ".claim" + UNFINISHED);
            try {
                Files.createFile(claim);
            } catch (FileAlreadyExistsException e) {
                throw new ObjectExistsException(path, location());
            }
            try {
                if (Files.exists(target)) {
                    throw new ObjectExistsException(path, location());
                }
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteIfPossible(claim);
            }
        }

        /** The object exists, whatever happens to this file, which no listing shows: a virus scanner may keep it open on Windows. */
        private void deleteIfPossible(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.debug("event=unfinished_file_left path={} reason=\"{}\"", file, e.toString());
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
                sync(folder);
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
