package com.skyfit.lake.doctor;

import com.skyfit.lake.bronze.azure.AzureLake;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether bronze can be reached, and what its storage does to keep it. */
final class LakeExam {

    /** A folder that no run writes to: a listing of it costs nothing and needs the same right. */
    private static final String NOTHING = "_doctor/";

    private final LakeStorage lake;

    LakeExam(LakeStorage lake) {
        this.lake = lake;
    }

    List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        try {
            lake.list(NOTHING);
            lake.exists(NOTHING + "none");
            found.add(Diagnosis.ok(
                    "lake",
                    "",
                    lake.location()
                            + " can be listed and read; creating was not tested, because this command writes nothing"));
            if (lake instanceof AzureLake azure) {
                found.add(protection(azure));
            } else {
                found.add(MachineExam.folder("lake", Path.of(lake.location())));
            }
        } catch (IOException e) {
            found.add(Diagnosis.problem("lake", "", FailureText.of(e), "without the lake no run can extract or load"));
        }
        return found;
    }

    /** Reading and writing objects is enough for a run; a shared access signature of a container has no right to look at the container itself. */
    private static Diagnosis protection(AzureLake azure) {
        try {
            return protection(azure.protection());
        } catch (IOException noRight) {
            return Diagnosis.ok(
                    "protection",
                    "",
                    "unknown, because these credentials may not read it: ask an administrator of the storage account");
        }
    }

    static Diagnosis protection(AzureLake.Protection protection) {
        String text = (protection.immutabilityPolicy() ? "immutability policy" : "no immutability policy")
                + (protection.legalHold() ? ", legal hold" : "")
                + (protection.deletedKeptDays() == null
                        ? ", soft delete unknown with these credentials"
                        : protection.deletedKeptDays() == 0
                                ? ", no soft delete"
                                : ", deleted objects are kept for " + protection.deletedKeptDays() + " days");
        boolean kept = protection.immutabilityPolicy()
                || protection.legalHold()
                || protection.deletedKeptDays() == null
                || protection.deletedKeptDays() > 0;
        return kept
                ? Diagnosis.ok("protection", "", text)
                : Diagnosis.warning(
                        "protection",
                        "",
                        text + ": anyone with a key can delete bronze for good",
                        "set a time-based immutability policy on the container, or soft delete on the account");
    }
}
