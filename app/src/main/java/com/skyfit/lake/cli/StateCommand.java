package com.skyfit.lake.cli;

import picocli.CommandLine.Command;

/** Where extraction resumes, to look at and to change. */
@Command(
        name = "state",
        description = {
            "Shows and changes where the extraction of an entity resumes.",
            "The state is in the newest manifest of the entity; a change writes another one, so that every earlier state can be seen and restored. A subject is source.scope.entity, as status shows it."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StateListCommand.class,
            StateShowCommand.class,
            StateSetCommand.class,
            StateUndoCommand.class,
            StateHistoryCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  skyfit state list --source pipedrive",
            "  skyfit state show pipedrive.comercial.deals",
            "  skyfit state set pipedrive.comercial.deals --watermark 2026-01-01",
            "  skyfit state set zendesk.support.tickets --from-start --reason \"case 17\"",
            "  skyfit state history pipedrive.comercial.deals",
            "  skyfit state undo pipedrive.comercial.deals"
        })
final class StateCommand {}
