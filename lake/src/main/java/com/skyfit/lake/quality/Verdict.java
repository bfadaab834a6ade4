package com.skyfit.lake.quality;

import java.util.Locale;

/** The verdict of a check on its subject. */
public enum Verdict {
    /** All is well. */
    PASSED,
    /** Worth a look; the run stays green. */
    WARNED,
    /** Something is wrong: the run ends with exit code 3. */
    FAILED,
    /** It failed, and an operator has accepted just this, with a reason. */
    ACCEPTED;

    /** The verdict as tables and results name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
