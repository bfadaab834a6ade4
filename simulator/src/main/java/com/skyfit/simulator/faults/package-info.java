/** What goes wrong between a source and its clients, injected into right replies by a plan. */
@NullMarked
package com.skyfit.simulator.faults;

import org.jspecify.annotations.NullMarked;
