/** A semantic model of Power BI as typed objects, and as the TMDL text that Power BI Desktop opens. */
@NullMarked
package com.skyfit.lake.powerbi.tmdl;

import org.jspecify.annotations.NullMarked;
