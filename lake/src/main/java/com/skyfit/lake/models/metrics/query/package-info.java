/** The queries that follow from the definitions of metrics. */
@NullMarked
package com.skyfit.lake.models.metrics.query;

import org.jspecify.annotations.NullMarked;
