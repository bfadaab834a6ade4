/** Hands a schedule to what starts programs on a machine: systemd, cron, or the Windows Task Scheduler. */
@NullMarked
package com.skyfit.lake.schedule.platform;

import org.jspecify.annotations.NullMarked;
