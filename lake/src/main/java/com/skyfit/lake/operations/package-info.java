/** What an operator does beside runs: change where extraction resumes, retry quarantined lines, recount, forecast a run. */
@NullMarked
package com.skyfit.lake.operations;

import org.jspecify.annotations.NullMarked;
