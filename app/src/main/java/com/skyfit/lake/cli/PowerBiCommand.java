package com.skyfit.lake.cli;

import picocli.CommandLine.Command;

/** What Power BI gets. */
@Command(
        name = "powerbi",
        description = "Exports schema bi for Power BI.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = PowerBiExportCommand.class,
        footer = {
            "",
            "Examples:",
            "  skyfit powerbi export",
            "  skyfit powerbi export --language pt --server db.example.com:5432"
        })
final class PowerBiCommand {}
