/** The interface of a simulated source, and the building blocks of sources: requests and replies, budgets, tokens. */
@NullMarked
package com.skyfit.simulator.source;

import org.jspecify.annotations.NullMarked;
