/** When runs are due, and a process that stays and runs them. */
@NullMarked
package com.skyfit.lake.schedule;

import org.jspecify.annotations.NullMarked;
