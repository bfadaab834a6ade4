/**
 * The order of the stages, one run by the one writer, the record of each run, and how commands end. More than 20 types: the stages and the
 * writer's locks share the run's context, and know one another.
 */
@NullMarked
package com.skyfit.lake.run;

import org.jspecify.annotations.NullMarked;
