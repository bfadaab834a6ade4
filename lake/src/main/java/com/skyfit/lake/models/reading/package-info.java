/** Reads a dbt project: which models it has, how they are built, what is said of them and tested; what it has that is not supported. */
@NullMarked
package com.skyfit.lake.models.reading;

import org.jspecify.annotations.NullMarked;
