package com.skyfit.lake.run.result;

import com.skyfit.lake.catalog.Subject;

/**
 * The smallest piece of a run that has a result of its own.
 *
 * @param stage what is done
 * @param subject to what; of all scopes where the stage handles them at once
 */
public record Unit(Stage stage, Subject subject) {

    @Override
    public String toString() {
        return stage.text() + " " + subject;
    }
}
