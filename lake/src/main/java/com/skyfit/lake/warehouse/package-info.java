/**
 * PostgreSQL as the lake uses it: the server (a configured one or our own embedded one), the pool, the migrations; statements, quoting, and
 * the names that tables and types of the catalog have there.
 *
 * <p>More than 20 types: the embedded server shares its folder, programs, passwords and trust with nobody else, and every other type is a word of SQL.
 */
@NullMarked
package com.skyfit.lake.warehouse;

import org.jspecify.annotations.NullMarked;
