/** The credentials of an account: fixed headers, or access tokens that are requested and renewed. */
@NullMarked
package com.skyfit.lake.source.credentials;

import org.jspecify.annotations.NullMarked;
