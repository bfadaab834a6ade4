/** Zendesk: one account's exports and lists, with the traps that its reference mentions. {@code ZendeskSource} is the entry point. */
@NullMarked
package com.skyfit.simulator.zendesk;

import org.jspecify.annotations.NullMarked;
