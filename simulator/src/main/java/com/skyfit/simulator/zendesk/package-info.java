/** Zendesk: one account's exports and lists, with the traps that its reference tells of. {@code ZendeskSource} is the door. */
@NullMarked
package com.skyfit.simulator.zendesk;

import org.jspecify.annotations.NullMarked;
