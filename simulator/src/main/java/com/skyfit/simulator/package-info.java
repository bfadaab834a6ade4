/** Pipedrive and Zendesk as their APIs behave, seeded and stateful: for {@code skyfit demo}, for tests and for trying things out. */
@NullMarked
package com.skyfit.simulator;

import org.jspecify.annotations.NullMarked;
