/** The command line: the only package that knows the console. */
@NullMarked
package com.skyfit.lake.cli;

import org.jspecify.annotations.NullMarked;
