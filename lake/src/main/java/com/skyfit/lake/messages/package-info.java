/** Text for people, logs and the ledger: no secret is in it, and every failure is a sentence. Knows no other room. */
@NullMarked
package com.skyfit.lake.messages;

import org.jspecify.annotations.NullMarked;
