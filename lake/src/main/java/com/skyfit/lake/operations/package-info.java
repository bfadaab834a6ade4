/** What an operator does beside runs: change where extraction resumes, look at quarantined lines, count again, forecast a run. */
@NullMarked
package com.skyfit.lake.operations;

import org.jspecify.annotations.NullMarked;
