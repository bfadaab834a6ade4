/**
 * What records were in the past. The distinct versions of each record are kept, with the columns whose history the catalog wants; which of
 * them the history shows, and from when to when, is computed again for the records that have changed, so it does not depend on the order in
 * which versions arrive.
 */
@NullMarked
package com.skyfit.lake.gold.history;

import org.jspecify.annotations.NullMarked;
