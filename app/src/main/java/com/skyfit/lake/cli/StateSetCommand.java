package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.operations.StateChanges;
import com.skyfit.lake.operations.StateWish;
import com.skyfit.lake.warehouse.Database;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where extraction resumes, by an operator's wish. */
@Command(
        name = "set",
        description = "Lets the next extraction resume elsewhere.",
        exitCodeList = {
            ExitCodeText.WORKED,
            ExitCodeText.FAILED,
            ExitCodeText.USAGE,
            ExitCodeText.LOCKED,
            ExitCodeText.INTERRUPTED
        })
final class StateSetCommand implements Callable<Integer>, LeavesLog {

    @Mixin
    private SubjectArgument subject = new SubjectArgument();

    @ArgGroup(multiplicity = "1")
    private From from = new From();

    @Option(
            names = "--listing",
            paramLabel = "L",
            description = "This listing only, as list shows it. Default: all of the entity.")
    private @Nullable String listing;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the change.")
    private String reason = "";

    /** Where to resume, one of them. */
    private static final class From {

        @Option(
                names = "--watermark",
                paramLabel = "T",
                description = "Reads what changed at that time or later, such as 2026-01-01T00:00:00Z.")
        private @Nullable Instant watermark;

        @Option(names = "--cursor", paramLabel = "C", description = "Goes on from that position of an export.")
        private @Nullable String cursor;

        @Option(names = "--from-start", description = "Reads everything again.")
        private boolean fromStart;

        private StateWish wish() {
            if (watermark != null) {
                return new StateWish.Since(watermark);
            }
            if (cursor != null) {
                return new StateWish.Position(cursor);
            }
            if (fromStart) {
                return new StateWish.FromStart();
            }
            throw new IllegalStateException("The command line takes one of them");
        }
    }

    @Override
    public HomeOption place() {
        return subject.place();
    }

    @Override
    public Integer call() throws Exception {
        return Commands.logged(subject.place(), "state set", () -> {
            Configuration configuration = subject.configuration();
            ScopedEntity entity = subject.in(configuration);
            Map<String, ListingState> wanted;
            try {
                wanted = from.wish().states(entity.entity(), listing, Instant.now());
            } catch (IllegalArgumentException e) {
                throw subject.usage(String.valueOf(e.getMessage()));
            }
            try (Database database = Database.open(configuration.database(), subject.home())) {
                StateChanges changes = new StateChanges(
                        configuration.lake(), Commands.writer(database, configuration.lake(), subject.place()));
                subject.print(changes.set(entity, wanted, reason));
            }
            return 0;
        });
    }
}
