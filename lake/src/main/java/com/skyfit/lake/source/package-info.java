/** Reads source APIs: requests, pages, retries, and the records in them as received. Knows nothing of what becomes of them. */
@NullMarked
package com.skyfit.lake.source;

import org.jspecify.annotations.NullMarked;
