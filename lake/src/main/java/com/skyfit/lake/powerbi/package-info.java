/** Exports the star as a project for Power BI Desktop: a semantic model and a report on it. */
@NullMarked
package com.skyfit.lake.powerbi;

import org.jspecify.annotations.NullMarked;
