package com.skyfit.lake.cli;

/** What was asked for does not exist; the message says what. */
final class NothingFoundException extends Exception {

    NothingFoundException(String message) {
        super(message);
    }
}
