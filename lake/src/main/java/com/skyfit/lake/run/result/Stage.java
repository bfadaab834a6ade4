package com.skyfit.lake.run.result;

import java.util.Locale;

/** The steps of a run, in their order. */
public enum Stage {
    /** From the source's API to bronze. */
    EXTRACT,
    /** From bronze to silver. */
    LOAD,
    /** From silver to gold. */
    TRANSFORM,
    /** From gold to the models over it. */
    MODELS,
    /** Whether everything is present, current and consistent. */
    CHECK;

    /** The stage as tables, results and commands name it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
