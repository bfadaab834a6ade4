/** The settings, read from the environment, {@code .env} and defaults, and their meaning: accounts, lake, database. All of them are checked before anything runs. */
@NullMarked
package com.skyfit.lake.configuration;

import org.jspecify.annotations.NullMarked;
