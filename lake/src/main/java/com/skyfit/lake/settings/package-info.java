/** What the operator may set: environment, {@code .env} and defaults, checked as a whole before anything runs. */
@NullMarked
package com.skyfit.lake.settings;

import org.jspecify.annotations.NullMarked;
