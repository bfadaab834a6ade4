/**
 * Bronze lines as JSONB rows in PostgreSQL, each with the file and line it came from. A file is loaded exactly once: its rows and its
 * state in the ledger commit together.
 */
@NullMarked
package com.skyfit.lake.silver;

import org.jspecify.annotations.NullMarked;
