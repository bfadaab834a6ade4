/** What somebody who helps needs to know of an installation, in one file, without secrets and records. */
@NullMarked
package com.skyfit.lake.support;

import org.jspecify.annotations.NullMarked;
