package com.skyfit.lake.proof;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A separate file system in a file, which can lose what has not been synced: ext4 is told to stop at once, without writing its journal out,
 * and what its device then holds is all that the next mount finds. For Linux, with the rights to mount.
 */
final class LossyDisk implements AutoCloseable {

    /** The request by which ext4 and xfs stop, and the way that writes nothing more. */
    private static final String STOP = """
            open(my $file, '<', $ARGV[0]) or die $!; my $how = pack('L', 2); ioctl($file, 0x8004587D, $how) or die $!""";

    private final Path root;
    private Path image;
    private int copies;

    private LossyDisk(Path image, Path root) {
        this.root = root;
        this.image = image;
    }

    /** Makes one, or skips the test where this machine does not let it. */
    static LossyDisk in(Path folder, String test) throws IOException {
        LossyDisk disk = new LossyDisk(folder.resolve("disk.img"), Files.createDirectories(folder.resolve("disk")));
        String why = "";
        boolean mounted = false;
        try {
            run(List.of("truncate", "-s", "2G", disk.image.toString()));
            run(List.of("mkfs.ext4", "-q", "-F", disk.image.toString()));
            disk.mount();
            mounted = true;
            Files.createFile(disk.anchor());
            disk.losePower();
            disk.comeUpAgain();
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
            if (mounted) {
                disk.close();
            }
            System.out.println("skipped: " + test + " needs Linux, perl, mkfs.ext4 and the right to mount: " + why);
        }
        assumeThat(why)
                .as("needs Linux, perl, mkfs.ext4 and the right to mount")
                .isEmpty();
        Files.writeString(disk.anchor(), "");
        return disk;
    }

    /** Where it is mounted. */
    Path root() {
        return root;
    }

    private Path anchor() {
        return root.resolve("anchor");
    }

    /** Writes everything out, as time does. */
    void settle() throws IOException {
        run(List.of("sync", "-f", root.toString()));
    }

    /** From now on nothing reaches the disk, and whoever uses it gets errors. */
    void losePower() throws IOException {
        run(List.of("perl", "-e", STOP, anchor().toString()));
    }

    /** Lazily: this process may hold a file there; what lost its power takes nothing any more. */
    private void unmount() throws IOException {
        run(List.of("umount", "-l", root.toString()));
    }

    private void mount() throws IOException {
        run(List.of("mount", "-o", "loop", image.toString(), root.toString()));
    }

    /** With what the disk holds after its loss of power: a copy, since this process may hold the one before by a file. */
    void comeUpAgain() throws IOException {
        unmount();
        Path lost = image;
        image = lost.resolveSibling("disk-" + ++copies + ".img");
        run(List.of("cp", "--sparse=always", lost.toString(), image.toString()));
        Files.delete(lost);
        mount();
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = process.onExit().join().exitValue();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    @Override
    public void close() throws IOException {
        unmount();
    }
}
