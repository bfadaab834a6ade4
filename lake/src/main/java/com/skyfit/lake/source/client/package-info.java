/** Asks a source: requests with patience and within limits, replies split into records as received, and the walk over the pages of a listing. */
@NullMarked
package com.skyfit.lake.source.client;

import org.jspecify.annotations.NullMarked;
