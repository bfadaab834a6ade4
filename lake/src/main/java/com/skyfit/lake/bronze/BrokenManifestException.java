package com.skyfit.lake.bronze;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A manifest exists but cannot be used: it is damaged, or of a form that this program does not know. The message names it and the cure. */
public final class BrokenManifestException extends IOException {

    public BrokenManifestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
