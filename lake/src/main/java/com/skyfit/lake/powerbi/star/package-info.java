/** The star as it stands in the database, with what the project says of it. */
@NullMarked
package com.skyfit.lake.powerbi.star;

import org.jspecify.annotations.NullMarked;
