package com.hubspot.immutables.validation;

/**
 * What jinjava throws where its own settings contradict each other. The library looks for it under this name; the jar that has it names no
 * licence, so this one of our own stands in.
 */
public final class InvalidImmutableStateException extends RuntimeException {

    /** Says what is contradicted. */
    public InvalidImmutableStateException(String message) {
        super(message);
    }
}
