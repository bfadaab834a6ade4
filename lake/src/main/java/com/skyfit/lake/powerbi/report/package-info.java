/** A report of Power BI as typed objects, and as the JSON files that Power BI Desktop opens. */
@NullMarked
package com.skyfit.lake.powerbi.report;

import org.jspecify.annotations.NullMarked;
