/** Looks, reading only, for what can be wrong before a run: this machine, the settings, the lake, the database, the accounts. */
@NullMarked
package com.skyfit.lake.doctor;

import org.jspecify.annotations.NullMarked;
