/** Where messages go: webhooks, mail and commands; what a message says, and what came back. Knows neither incidents nor settings. */
@NullMarked
package com.skyfit.lake.notification.channel;

import org.jspecify.annotations.NullMarked;
