/** What proves to a source who asks: fixed headers, or access tokens that are requested and renewed. */
@NullMarked
package com.skyfit.lake.source.credentials;

import org.jspecify.annotations.NullMarked;
