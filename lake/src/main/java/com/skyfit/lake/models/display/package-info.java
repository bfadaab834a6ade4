/** How models and their columns are shown to people who have not read the project: their titles, formats, folders. */
@NullMarked
package com.skyfit.lake.models.display;

import org.jspecify.annotations.NullMarked;
