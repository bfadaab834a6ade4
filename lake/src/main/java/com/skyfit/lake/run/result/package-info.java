/** What a run comes to: units and what became of them, the exit code, the report and its form for programs; and who is told of it meanwhile. */
@NullMarked
package com.skyfit.lake.run.result;

import org.jspecify.annotations.NullMarked;
