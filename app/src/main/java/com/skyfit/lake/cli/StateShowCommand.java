package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.configuration.Configuration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The state of an entity. */
@Command(name = "show", description = "Prints the whole state of an entity as JSON.")
final class StateShowCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SubjectArgument subject = new SubjectArgument();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = subject.configuration();
        ScopedEntity entity = subject.in(configuration);
        Optional<Manifest> newest = new Manifests(configuration.lake()).newest(entity.subject());
        if (newest.isEmpty()) {
            Console.of(spec).line(entity + " was never read");
            return 1;
        }
        subject.print(newest.get());
        return 0;
    }
}
