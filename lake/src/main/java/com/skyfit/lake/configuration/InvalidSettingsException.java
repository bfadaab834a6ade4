package com.skyfit.lake.configuration;

import java.util.List;

/** The configuration cannot be used; carries every mistake found, so that all can be fixed at once. */
public final class InvalidSettingsException extends RuntimeException {

    private final transient List<String> problems;

    /**
     * Takes the mistakes, each a sentence with the setting's name and the expected value.
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
