package com.skyfit.lake.run.result;

import com.skyfit.lake.catalog.Subject;

/**
 * The smallest piece of a run that has its own result.
 *
 * @param stage what is done
 * @param subject its subject; of all scopes if the stage handles them at once
 */
public record Unit(Stage stage, Subject subject) {

    @Override
    public String toString() {
        return stage.text() + " " + subject;
    }
}
