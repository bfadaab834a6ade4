/** The settings, read from the environment, {@code .env} and defaults, and what they mean: accounts, lake, database. Checked as a whole before anything runs. */
@NullMarked
package com.skyfit.lake.configuration;

import org.jspecify.annotations.NullMarked;
