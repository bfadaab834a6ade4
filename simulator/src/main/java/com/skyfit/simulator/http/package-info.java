/** The port that the sources are asked on. */
@NullMarked
package com.skyfit.simulator.http;

import org.jspecify.annotations.NullMarked;
