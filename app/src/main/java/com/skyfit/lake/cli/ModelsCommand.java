package com.skyfit.lake.cli;

import picocli.CommandLine.Command;

/** What is made of gold, to look at and to build alone. */
@Command(
        name = "models",
        description = {
            "Shows, builds and tests what is made of gold.",
            "That is the dbt project that comes with the program, with the files of {home}/models over it. Every run builds the models after its transforms, and 'skyfit check' runs their tests."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelsBuildCommand.class,
            ModelsListCommand.class,
            ModelsTestCommand.class,
            ModelsRenderCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  skyfit models list",
            "  skyfit models build --full-refresh",
            "  skyfit models test",
            "  skyfit models render vw_pd_sales_funnel"
        })
final class ModelsCommand {}
