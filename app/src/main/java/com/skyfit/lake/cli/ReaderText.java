package com.skyfit.lake.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.readers.Readers.Seen;
import com.skyfit.lake.status.Json;
import com.skyfit.lake.warehouse.RolePassword;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the console says of readers. */
final class ReaderText {

    private ReaderText() {}

    /** A granted reader. The password is on the console only, and only once. */
    private record Granted(
            @JsonUnwrapped Seen seen,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("password") @Nullable String password) {}

    static void print(Console console, Seen seen, Optional<RolePassword> password, boolean json) {
        String text = password.map(RolePassword::text).orElse(null);
        if (json) {
            console.line(Json.of(new Granted(seen, text)));
            return;
        }
        console.line(seen.reader().role() + " reads " + seen.relations() + " tables and views of core, bi and ml, "
                + scopes(seen) + ", " + columns(seen));
        if (text != null) {
            console.line("password: " + text);
        }
    }

    static List<String> table(List<Seen> readers) {
        TextTable table = new TextTable("<<<><").row("role", "accounts", "personal data", "tables", "since");
        readers.forEach(seen -> table.row(
                seen.reader().role(),
                seen.reader().scopes().isEmpty()
                        ? "all"
                        : String.join(",", seen.reader().scopes()),
                seen.reader().personal() ? "yes" : "no",
                seen.relations(),
                seen.grantedAt()));
        return table.lines();
    }

    private static String scopes(Seen seen) {
        return seen.reader().scopes().isEmpty()
                ? "of all accounts"
                : "of " + String.join(", ", seen.reader().scopes()) + " only";
    }

    private static String columns(Seen seen) {
        return seen.reader().personal()
                ? "with personal data"
                : "without personal data (" + seen.narrowed() + " of them show some columns only)";
    }
}
