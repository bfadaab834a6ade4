package com.skyfit.lake.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The folder of everything local, as every command takes it. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:SKYFIT_HOME:-skyfit-home}",
            description = {
                "Folder of everything local: lake/, pg/, logs/, catalog/, run_results.json.",
                "Default: SKYFIT_HOME, else ./skyfit-home."
            })
    private Path home = Path.of("skyfit-home");

    Path folder() {
        return home.toAbsolutePath().normalize();
    }
}
