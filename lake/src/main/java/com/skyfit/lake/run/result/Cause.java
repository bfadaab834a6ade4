package com.skyfit.lake.run.result;

import com.skyfit.lake.catalog.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why units of a run did not succeed: one token that is refused fails every entity of its account, and is one thing to put right.
 *
 * @param units that failed by it, at least one, all of the same stage, source and scope
 * @param status of all of them
 * @param reason in words that name none of them
 */
public record Cause(List<Unit> units, Status status, String reason) {

    public Cause {
        units = List.copyOf(units);
    }

    private record Kind(Stage stage, String source, String scope, Status status, String reason) {}

    /** The causes of what failed or ran out of a budget, each once, in the order in which they were met. */
    public static List<Cause> of(List<UnitResult> results) {
        Map<Kind, List<Unit>> causes = results.stream()
                .filter(result -> result.status() == Status.FAILED || result.status() == Status.PARKED)
                .collect(Collectors.groupingBy(
                        Cause::kind, LinkedHashMap::new, Collectors.mapping(UnitResult::unit, Collectors.toList())));
        return causes.entrySet().stream()
                .map(cause -> new Cause(
                        cause.getValue(),
                        cause.getKey().status(),
                        cause.getKey().reason()))
                .toList();
    }

    private static Kind kind(UnitResult result) {
        Subject subject = result.unit().subject();
        return new Kind(result.unit().stage(), subject.source(), subject.scope(), result.status(), reason(result));
    }

    /** Why the unit did not succeed, without what only says which unit it is: messages begin with that, up to the first colon. */
    public static String reason(UnitResult result) {
        String message = result.message();
        int colon = message.indexOf(": ");
        return message.startsWith(result.unit().subject().toString()) && colon > 0
                ? message.substring(colon + 2)
                : message;
    }

    /** The cause as a sentence, with the units that it failed. */
    @Override
    public String toString() {
        Unit first = units.get(0);
        String what = units.size() == 1
                ? first.toString()
                : first.stage().text() + " of " + units.size() + " entities of "
                        + first.subject().source() + "."
                        + first.subject().scope();
        return what + " " + status.text() + ": " + reason + "; the next run resumes where this one ended";
    }
}
