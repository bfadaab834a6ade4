/** What is usual for a source's data: when people work, and the ages and shares beyond which a check warns or fails. */
@NullMarked
package com.skyfit.lake.catalog.expectation;

import org.jspecify.annotations.NullMarked;
