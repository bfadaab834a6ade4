/** Tells people of incidents: one message when one begins, one when it is over; kept and repeated while a channel is down. */
@NullMarked
package com.skyfit.lake.notification;

import org.jspecify.annotations.NullMarked;
