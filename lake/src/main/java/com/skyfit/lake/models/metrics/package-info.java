/** Semantic models and metrics as a dbt project defines them: what each number means, and the queries that follow from that. */
@NullMarked
package com.skyfit.lake.models.metrics;

import org.jspecify.annotations.NullMarked;
