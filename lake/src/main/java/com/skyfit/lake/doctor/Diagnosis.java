package com.skyfit.lake.doctor;

/**
 * What was found about one thing.
 *
 * @param check what was examined: a name for machines and people
 * @param subject of which there may be several: an account, a folder; empty text otherwise
 * @param grade how bad it is
 * @param found in a sentence
 * @param advice what to do; empty text if nothing is to be done
 */
public record Diagnosis(String check, String subject, Grade grade, String found, String advice) {

    /** How bad it is. */
    public enum Grade {
        /** Nothing is to be done. */
        OK,
        /** A run works, and something should be done. */
        WARNING,
        /** A run would fail or be incomplete. */
        PROBLEM
    }

    static Diagnosis ok(String check, String subject, String found) {
        return new Diagnosis(check, subject, Grade.OK, found, "");
    }

    static Diagnosis warning(String check, String subject, String found, String advice) {
        return new Diagnosis(check, subject, Grade.WARNING, found, advice);
    }

    static Diagnosis problem(String check, String subject, String found, String advice) {
        return new Diagnosis(check, subject, Grade.PROBLEM, found, advice);
    }
}
