package com.skyfit.lake.silver;

import com.skyfit.lake.messages.FailureText;

/** A part differs from its manifest; none of its lines is loaded, and the other parts continue. */
public final class BrokenPartException extends Exception {

    /**
     * Takes the facts.
     *
     * @param file the part
     * @param finding what was found against what was expected
     */
    BrokenPartException(LedgerPart file, String finding) {
        super("Cannot load " + file.blobPath() + ": " + finding
                + "; restore the object from a copy; the next run loads it again");
    }

    /**
     * Takes the facts and what was thrown while reading.
     *
     * @param file the part
     * @param cause why it cannot be read
     */
    BrokenPartException(LedgerPart file, Exception cause) {
        super(
                "Cannot load " + file.blobPath() + ": it cannot be read: " + FailureText.of(cause)
                        + "; the next run tries again; if that fails too, restore the object from a copy",
                cause);
    }
}
