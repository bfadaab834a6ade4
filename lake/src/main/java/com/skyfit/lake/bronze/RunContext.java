package com.skyfit.lake.bronze;

import java.time.InstantSource;

/**
 * By whom and when manifests are written.
 *
 * @param run the run that writes
 * @param version of the program
 * @param clock of this machine
 */
public record RunContext(RunId run, String version, InstantSource clock) {}
