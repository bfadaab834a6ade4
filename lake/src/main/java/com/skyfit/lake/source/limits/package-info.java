/** The limits of a source: what it announces in headers, and the budgets that all requests of an account share. */
@NullMarked
package com.skyfit.lake.source.limits;

import org.jspecify.annotations.NullMarked;
