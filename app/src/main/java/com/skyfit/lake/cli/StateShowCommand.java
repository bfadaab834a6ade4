package com.skyfit.lake.cli;

import com.skyfit.lake.bronze.Manifest;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.configuration.Configuration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The state of an entity. */
@Command(
        name = "show",
        description = "Prints the complete state of an entity as JSON.",
        exitCodeList = {
            ExitCodeText.ANSWERED,
            "1:the entity was never read, or the command failed",
            ExitCodeText.USAGE,
            ExitCodeText.INTERRUPTED
        })
final class StateShowCommand implements Callable<Integer> {

    @Mixin
    private SubjectArgument subject = new SubjectArgument();

    @Override
    public Integer call() throws Exception {
        Configuration configuration = subject.configuration();
        ScopedEntity entity = subject.in(configuration);
        Optional<Manifest> newest = new Manifests(configuration.lake()).newest(entity.subject());
        subject.print(newest.orElseThrow(() -> new NothingFoundException(entity + " was never read")));
        return 0;
    }
}
