package com.skyfit.lake.schedule.platform;

import com.skyfit.lake.schedule.Schedule;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What a machine is to start, and when.
 *
 * @param name of the schedule on the machine: letters, digits and hyphens; two homes have two
 * @param launcher the program, absolute
 * @param home the lake's home, absolute; also the working folder
 * @param schedule when
 * @param user the account that it runs as; empty for that of the caller
 * @param from the day of installation
 */
public record ScheduledRun(String name, Path launcher, Path home, Schedule schedule, String user, LocalDate from) {}
