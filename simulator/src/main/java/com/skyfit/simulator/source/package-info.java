/** What a simulated source is to the simulator, and what sources are made of: requests and replies, budgets, tokens. */
@NullMarked
package com.skyfit.simulator.source;

import org.jspecify.annotations.NullMarked;
