/** Where entities, runs and waits stand. Only reads. */
@NullMarked
package com.skyfit.lake.status;

import org.jspecify.annotations.NullMarked;
