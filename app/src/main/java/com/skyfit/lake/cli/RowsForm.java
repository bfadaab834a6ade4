package com.skyfit.lake.cli;

import picocli.CommandLine.Option;

/** How rows are printed; aligned columns without either option. */
final class RowsForm {

    @Option(names = "--json", description = "Prints one JSON object a row.")
    private boolean json;

    @Option(names = "--csv", description = "Prints comma-separated values with a header, for spreadsheets.")
    private boolean csv;

    QueryOutput output(Console console) {
        if (json) {
            return new QueryOutput.Json(console);
        }
        return csv ? new QueryOutput.Csv(console) : new QueryOutput.Aligned(console, console.width());
    }
}
