/** Measurements: each runs its contestants alternately on the same data and machine and reports ratios to the first one, the baseline. */
@NullMarked
package com.skyfit.bench;

import org.jspecify.annotations.NullMarked;
