/** What is wrong, grouped by cause, from its beginning to its end: derived from how runs end. Tells nobody, stores nothing. */
@NullMarked
package com.skyfit.lake.notification.incident;

import org.jspecify.annotations.NullMarked;
