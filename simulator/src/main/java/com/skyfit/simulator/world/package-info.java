/** What all simulated sources share: the clock, repeatable chance, records on shelves, what can happen to them, and what is true of them. */
@NullMarked
package com.skyfit.simulator.world;

import org.jspecify.annotations.NullMarked;
