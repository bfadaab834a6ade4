package com.skyfit.lake.doctor;

import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Java, the home folder and the files of settings. */
final class MachineExam {

    private static final int NEWEST_TESTED = 25;

    private final Path home;
    private final List<Path> envFiles;

    MachineExam(Path home, List<Path> envFiles) {
        this.home = home;
        this.envFiles = envFiles;
    }

    List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(java(Runtime.version().feature(), Runtime.getRuntime().maxMemory()));
        found.add(folder("home", home));
        envFiles.forEach(envFile -> found.add(secrets(envFile)));
        return found;
    }

    static Diagnosis java(int feature, long heap) {
        String text = "Java " + feature + ", heap of " + (heap >> 20) + " MB";
        if (heap < 120L << 20) {
            return Diagnosis.warning("java", "", text, "give it 128 MB or more: -Xmx256m in SKYFIT_JAVA_OPTS");
        }
        return feature > NEWEST_TESTED
                ? Diagnosis.warning(
                        "java",
                        "",
                        text,
                        "tested with 17 to " + NEWEST_TESTED + "; use one of these if something fails")
                : Diagnosis.ok("java", "", text);
    }

    /** Whether a folder that may not be there yet can be written and has room. */
    static Diagnosis folder(String subject, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Diagnosis.problem(
                    "disk",
                    subject,
                    folder + " is not writable",
                    "give this user write access, or choose another folder");
        }
        try {
            return room(subject, folder, Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return Diagnosis.warning(
                    "disk", subject, folder + ": free space is unknown: " + FailureText.of(e), "check the disk");
        }
    }

    static Diagnosis room(String subject, Path folder, long free) {
        String text = folder + " has " + (free >> 20) + " MB free";
        String advice =
                "free some space: a first run at SkyFit's size takes 1 GB in the embedded database and 25 MB in the lake";
        if (free < 500L << 20) {
            return Diagnosis.problem("disk", subject, text, advice);
        }
        return free < 5L << 30 ? Diagnosis.warning("disk", subject, text, advice) : Diagnosis.ok("disk", subject, text);
    }

    private static Diagnosis secrets(Path envFile) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(envFile);
            if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.GROUP_READ)) {
                return Diagnosis.warning(
                        "secrets", "", envFile + " can be read by other users of this machine", "chmod 600 " + envFile);
            }
            return Diagnosis.ok("secrets", "", envFile + " can be read by its owner only");
        } catch (IOException | UnsupportedOperationException e) {
            return Diagnosis.ok("secrets", "", envFile + " exists; this system does not say who may read it");
        }
    }
}
