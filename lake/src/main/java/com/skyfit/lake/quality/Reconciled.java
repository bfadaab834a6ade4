package com.skyfit.lake.quality;

import java.util.List;

/** Whether the terms of the first promise are equal. */
final class Reconciled implements Check {

    @Override
    public String name() {
        return "reconciliation";
    }

    @Override
    public List<CheckResult> look(Evidence evidence) {
        return evidence.reconciliations().stream().map(this::judged).toList();
    }

    private CheckResult judged(Reconciliation terms) {
        List<String> breaches = terms.breaches();
        return result(
                terms.subject(),
                breaches.isEmpty(),
                breaches.isEmpty() ? terms.equation() : String.join("; ", breaches),
                "records answered = bronze lines = silver rows + quarantined; business keys = gold rows",
                "run 'skyfit load' and 'skyfit transform'; if it stays, a table was changed by hand");
    }
}
