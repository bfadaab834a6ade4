/** A model that learns from the features of schema {@code ml}, and how good it is. */
@NullMarked
package com.skyfit.examples;

import org.jspecify.annotations.NullMarked;
