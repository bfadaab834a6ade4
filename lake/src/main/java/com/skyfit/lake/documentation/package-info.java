/** The pages that explain every table, model and metric: made from catalog and models, read without a network. */
@NullMarked
package com.skyfit.lake.documentation;

import org.jspecify.annotations.NullMarked;
