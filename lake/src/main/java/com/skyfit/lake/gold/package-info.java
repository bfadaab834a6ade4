/**
 * Silver rows as typed tables in schema {@code core}. All SQL is derived from the catalog; the work is done by the database, set by set.
 * Gold is a function of the set of loaded files: which observation of a record wins is decided by the source's own clock, then by run,
 * part and line, never by the time or order of loading.
 */
@NullMarked
package com.skyfit.lake.gold;

import org.jspecify.annotations.NullMarked;
