package com.skyfit.lake.cli;

import picocli.CommandLine.Command;

/** The numbers that have a definition. */
@Command(
        name = "metrics",
        description = {
            "Explains and computes metrics, such as the win rate.",
            "Their definitions are semantic models and metrics of the dbt project that 'skyfit models' builds. They are computed of the models as they were last built."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MetricsListCommand.class, MetricsShowCommand.class, MetricsValueCommand.class},
        footer = {
            "",
            "Examples:",
            "  skyfit metrics list",
            "  skyfit metrics show win_rate",
            "  skyfit metrics value win_rate --by month,scope",
            "  skyfit metrics value won_value --by month --from 2026-01-01 --json"
        })
final class MetricsCommand {}
