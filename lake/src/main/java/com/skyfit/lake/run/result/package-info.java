/** The result of a run: units and their results, the exit code, the report and its form for programs; and the listener during the run. */
@NullMarked
package com.skyfit.lake.run.result;

import org.jspecify.annotations.NullMarked;
