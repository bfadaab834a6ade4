/** What orders the stages: configuration, the one writer's lock, the account of each run, and what a run leaves as its result. */
@NullMarked
package com.skyfit.lake.run;

import org.jspecify.annotations.NullMarked;
