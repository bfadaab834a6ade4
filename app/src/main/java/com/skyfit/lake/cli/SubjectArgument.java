package com.skyfit.lake.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifest.Change;
import com.skyfit.lake.bronze.Manifest.Listed;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.status.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command about the state of one entity takes. */
final class SubjectArgument {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            paramLabel = "SUBJECT",
            completionCandidates = KnownNames.Subjects.class,
            description = "source.scope.entity, such as pipedrive.comercial.deals.")
    private String subject = "";

    Path home() {
        return home.folder();
    }

    HomeOption place() {
        return home;
    }

    Configuration configuration() {
        return home.configuration(Selection.ALL);
    }

    /**
     * The entity in its scope that is meant.
     *
     * @throws ParameterException if nothing that is configured has that name
     */
    ScopedEntity in(Configuration configuration) {
        List<ScopedEntity> known = configuration.subjects(Selection.ALL);
        return known.stream()
                .filter(entity -> entity.toString().equals(subject))
                .findFirst()
                .orElseThrow(() -> usage(NearestName.unknown(
                        "subject",
                        subject,
                        known.stream().map(ScopedEntity::toString).toList())));
    }

    /** A mistake on the command line. */
    ParameterException usage(String problem) {
        return new ParameterException(Console.specified(spec).commandLine(), problem);
    }

    /** A state, for programs. */
    private record State(
            @JsonUnwrapped Subject subject,
            String runId,
            Instant committedAt,
            @Nullable Change change,
            Map<String, ListingState> listings,
            Listed listed) {}

    /** Shows the state after a manifest. */
    void print(Manifest manifest) {
        Console.of(spec)
                .line(Json.of(new State(
                        manifest.subject(),
                        manifest.runId(),
                        manifest.committedAt(),
                        manifest.change(),
                        manifest.stateAfter(),
                        manifest.listed())));
    }
}
