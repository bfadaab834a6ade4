/** Reads semantic models and metrics, strictly: what they name must be there, and what is not supported is refused by name and place. */
@NullMarked
package com.skyfit.lake.models.metrics.reading;

import org.jspecify.annotations.NullMarked;
