/** Makes tables and views of models, so that readers see the state before or after, and keep what they have built on it. */
@NullMarked
package com.skyfit.lake.models.building;

import org.jspecify.annotations.NullMarked;
