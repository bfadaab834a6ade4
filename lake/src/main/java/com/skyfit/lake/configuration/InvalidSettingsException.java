package com.skyfit.lake.configuration;

import java.util.List;

/** The configuration cannot be used; carries every mistake found, so that one reading is enough to mend them. */
public final class InvalidSettingsException extends RuntimeException {

    private final transient List<String> problems;

    /**
     * Takes the mistakes, each a sentence with the setting's name and what is expected of it.
     *
     * @param problems at least one
     */
    public InvalidSettingsException(List<String> problems) {
        super("Invalid configuration: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** The mistakes, in the order of the checks. */
    public List<String> problems() {
        return problems;
    }
}
