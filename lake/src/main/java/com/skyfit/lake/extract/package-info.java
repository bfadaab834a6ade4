/** Reads an entity of a source into committed parts of bronze: new records, a range of the past, or a list for each record of another entity. */
@NullMarked
package com.skyfit.lake.extract;

import org.jspecify.annotations.NullMarked;
