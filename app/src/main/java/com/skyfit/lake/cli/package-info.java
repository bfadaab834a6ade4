/** The command line: the only package that knows the console. More than 20 types: one for each command. */
@NullMarked
package com.skyfit.lake.cli;

import org.jspecify.annotations.NullMarked;
