/**
 * Proves that a run is complete, or reports what is wrong: the checks and the reconciliation. More than 20 types: one for each check.
 */
@NullMarked
package com.skyfit.lake.quality;

import org.jspecify.annotations.NullMarked;
