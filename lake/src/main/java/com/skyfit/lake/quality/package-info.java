/** What proves that a run is complete, or says loudly what is wrong: the checks and the reconciliation. */
@NullMarked
package com.skyfit.lake.quality;

import org.jspecify.annotations.NullMarked;
