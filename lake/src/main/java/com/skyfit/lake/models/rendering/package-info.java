/** The Jinja in models and tests: the few functions that dbt gives to both, and nothing else of what the library has. */
@NullMarked
package com.skyfit.lake.models.rendering;

import org.jspecify.annotations.NullMarked;
