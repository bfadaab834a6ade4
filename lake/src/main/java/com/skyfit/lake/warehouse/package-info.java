/**
 * PostgreSQL as the lake uses it: the server (a configured one or our own embedded one), the pool, the migrations; statements, quoting, and
 * the names that tables and types of the catalog have there.
 */
@NullMarked
package com.skyfit.lake.warehouse;

import org.jspecify.annotations.NullMarked;
