/**
 * The tables and views of gold as the database has them: made and extended from the catalog, never dropped. What cannot be changed without
 * losing values or breaking readers is refused before anything is done.
 */
@NullMarked
package com.skyfit.lake.gold.schema;

import org.jspecify.annotations.NullMarked;
