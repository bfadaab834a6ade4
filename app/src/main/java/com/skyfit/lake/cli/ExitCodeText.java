package com.skyfit.lake.cli;

/** What exit codes mean, as help texts have it. A command names those that it can end with; the root page names all. */
final class ExitCodeText {

    static final String HEADING = "%nExit codes:%n";

    static final String COMPLETE = "0:everything worked and every check passed";
    static final String WORKED = "0:everything worked";
    static final String ANSWERED = "0:the answer was printed";
    static final String PARTLY = "1:part of the run failed; what worked is kept";
    static final String FAILED = "1:the command failed; the message says why";
    static final String USAGE = "2:wrong usage or configuration; nothing was done";
    static final String CHECKS = "3:the run worked, but a check or the reconciliation failed";
    static final String LOCKED = "4:another run is writing, or took over";
    static final String PARKED = "5:a rate or daily budget ran out; the next run resumes from there";
    static final String INTERRUPTED = "130:interrupted; what was committed is kept";

    private ExitCodeText() {}
}
