/** Keeps in the lake what the database knows and bronze does not, and brings it into an empty database. */
@NullMarked
package com.skyfit.lake.backup;

import org.jspecify.annotations.NullMarked;
